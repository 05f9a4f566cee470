using Papers.Ingest.Identifiers;

namespace Papers.Ingest.Tests.Identifiers;

public sealed class DoiTests
{
    [Theory]
    [InlineData("10.1000/182", "10.1000/182")]
    [InlineData("doi:10.1145/3442188.3445922", "10.1145/3442188.3445922")]
    [InlineData("DOI: 10.1145/3442188.3445922.", "10.1145/3442188.3445922")]
    [InlineData("doi 10.1000/182", "10.1000/182")]
    [InlineData("info:doi/10.1000/182", "10.1000/182")]
    [InlineData("urn:doi:10.1000/182", "10.1000/182")]
    [InlineData("https://doi.org/10.1103/PhysRevD.76.013009", "10.1103/physrevd.76.013009")]
    [InlineData("http://dx.doi.org/10.1103/PhysRevD.76.013009?x=1#top", "10.1103/physrevd.76.013009")]
    [InlineData("dx.doi.org/10.1000%2F182", "10.1000/182")]
    [InlineData("https://www.doi.org/10.1000%2fABC%28x%29", "10.1000/abc(x)")]
    [InlineData("doi:https://doi.org/10.1000/182", "10.1000/182")]
    [InlineData("10.1000%2F182", "10.1000/182")]
    [InlineData("<https://doi.org/10.1000/182>", "10.1000/182")]
    [InlineData("{10.1000/182},", "10.1000/182")]
    [InlineData("10.1000/182).", "10.1000/182")]
    [InlineData("10.1016/0021-9614(69)90030-8", "10.1016/0021-9614(69)90030-8")]
    [InlineData("10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O", "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o")]
    [InlineData("10.1000/a#b?c", "10.1000/a#b?c")]
    [InlineData("10.1000.10/x", "10.1000.10/x")]
    public void Every_spelling_gives_the_one_that_is_kept(string text, string value)
    {
        Assert.True(Doi.TryParse(text, out var doi));
        Assert.Equal(value, doi.Value);
        Assert.Null(doi.Arxiv);
        Assert.True(Doi.TryParse(doi.Value, out var again));
        Assert.Equal(doi, again);
    }

    [Theory]
    [InlineData("10.48550/arXiv.2401.01234", "2401.01234")]
    [InlineData("https://doi.org/10.48550/ARXIV.HEP-TH/9901001", "hep-th/9901001")]
    public void What_arxiv_registers_is_the_arxiv_identifier(string text, string id)
    {
        Assert.True(Doi.TryParse(text, out var doi));
        Assert.Equal(id, doi.Arxiv?.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10.1000")]
    [InlineData("10.1000/")]
    [InlineData("10.1000/...")]
    [InlineData("11.1000/182")]
    [InlineData("2401.01234")]
    [InlineData("10.1000/a b")]
    [InlineData("10.1000/a\u0000b")]
    [InlineData("https://doi.org.evil.example/10.1000/182")]
    [InlineData("https://evil.example/10.1000/182")]
    [InlineData("10.１０００/182")]
    public void Anything_else_is_rejected(string? text) => Assert.False(Doi.TryParse(text, out _));

    [Fact]
    public void Long_texts_are_rejected()
    {
        Assert.False(Doi.TryParse("10.1000/" + new string('a', 10_000_000), out _));
        Assert.False(Doi.TryParse("10.1000/" + new string(')', 590), out _));
    }
}
