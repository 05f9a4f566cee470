using Papers.Web.Search;

namespace Papers.Web.Tests.Search;

public sealed class SearchRequestTests
{
    [Theory]
    [InlineData("2401.01234", "2401.01234")]
    [InlineData("arXiv:2401.01234v3", "2401.01234")]
    [InlineData("https://arxiv.org/abs/2401.01234v2", "2401.01234")]
    [InlineData("https://arxiv.org/pdf/2401.01234.pdf", "2401.01234")]
    [InlineData("https://huggingface.co/papers/2401.01234", "2401.01234")]
    [InlineData("arxiv.org/abs/hep-th/9901001", "hep-th/9901001")]
    [InlineData("see math.GT/0309136v1 please", "math.gt/0309136")]
    [InlineData("doi:10.1145/3297858.3304013.", "10.1145/3297858.3304013")]
    [InlineData(" T-0123ABCD ", "t-0123abcd")]
    public void Finds_identifiers_in_any_text(string text, string key) =>
        Assert.Contains(key, SearchRequest.Parse(text).Keys);

    [Theory]
    [InlineData("12401.01234")]
    [InlineData("version 1.2345")]
    [InlineData("0.001 and 10.5")]
    public void Ignores_other_numbers(string text) => Assert.Equal([text.ToLowerInvariant()], SearchRequest.Parse(text).Keys);

    [Fact]
    public void Quoted_text_is_a_phrase()
    {
        var request = SearchRequest.Parse("video \"latent consistency\" editing “chain of thought”");

        Assert.Equal(["latent consistency", "chain of thought"], request.Phrases);
        Assert.Equal(["video", "editing"], request.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void An_unclosed_quote_is_ignored()
    {
        var request = SearchRequest.Parse("3.5\" disk");

        Assert.Empty(request.Phrases);
        Assert.Contains("disk", request.Words);
    }

    [Fact]
    public void Cuts_a_very_long_request() =>
        Assert.Equal(SearchRequest.MaxTextLength, SearchRequest.Parse(new string('a', 100_000)).Words.Length);
}
