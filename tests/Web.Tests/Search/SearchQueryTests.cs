using System.Text;
using Papers.Web.Search;
using static Papers.Web.Tests.Search.TemporaryIndex;

namespace Papers.Web.Tests.Search;

public sealed class SearchQueryTests : IDisposable
{
    private readonly TemporaryIndex _folder = new();
    private readonly SearchIndex _index;

    public SearchQueryTests() => _index = _folder.OpenWith(
        Paper("2401.01234", "Consistency Trajectory Models", "We accelerate diffusion sampling and edit images in one step.", 1, "Yann LeCun", "Moreno D'Incà"),
        Paper("2402.00001", "Attention Is All You Need", "The dominant sequence transduction models are based on recurrent networks.", 1, "Ashish Vaswani"),
        Paper("2402.00002", "To Be or Not to Be", "Nothing but stop words in the title."),
        Paper("2402.00003", "Diffusion of innovations", "A trajectory of consistency, unlike arXiv:2401.01234 which we cite.", 1, "Yan Consistency"),
        Paper("hep-th/9901001", "String duality", "On branes."),
        Paper("t-0123abcd", "A paper without number", "GPT-4 and LaTeX $\\alpha^2$ & C++."));

    public void Dispose()
    {
        _index.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("consistency trajectory", "2401.01234")]
    [InlineData("editing image", "2401.01234")]
    [InlineData("transduction", "2402.00001")]
    [InlineData("branes", "hep-th/9901001")]
    [InlineData("gpt-4", "t-0123abcd")]
    [InlineData("vaswani", "2402.00001")]
    [InlineData("d'inca", "2401.01234")]
    public void Finds_papers_by_stem_and_author(string text, string first) => Assert.Equal(first, Find(_index, text)[0]);

    [Theory]
    [InlineData("2401.01234")]
    [InlineData("https://arxiv.org/abs/2401.01234v2")]
    [InlineData("arxiv:2401.01234 consistency diffusion trajectory innovations")]
    public void An_arXiv_ID_finds_its_paper_before_papers_that_cite_it(string text)
    {
        var found = Find(_index, text);

        Assert.Equal("2401.01234", found[0]);
    }

    [Theory]
    [InlineData("hep-th/9901001")]
    [InlineData("HEP-TH/9901001v1")]
    [InlineData("t-0123ABCD", "t-0123abcd")]
    public void Finds_papers_by_any_identifier(string text, string id = "hep-th/9901001") => Assert.Equal(id, Find(_index, text)[0]);

    [Fact]
    public void A_quoted_phrase_matches_exactly()
    {
        Assert.Equal(["2401.01234"], Find(_index, "\"consistency trajectory\""));
        Assert.Equal(["2402.00003"], Find(_index, "\"trajectory of consistency\""));
        Assert.Equal(["2401.01234"], Find(_index, "\"yann lecun\""));
        Assert.Empty(Find(_index, "\"trajectory consistency\""));
    }

    [Fact]
    public void A_phrase_does_not_span_title_and_abstract() => Assert.Empty(Find(_index, "\"models we accelerate\""));

    [Theory]
    [InlineData("to be or not to be", "2402.00002")]
    [InlineData("\"to be or not to be\"", "2402.00002")]
    [InlineData("is all you", "2402.00001")]
    public void Searches_titles_for_stop_words_alone(string text, string first) => Assert.Equal(first, Find(_index, text)[0]);

    [Fact]
    public void Adjacent_words_rank_higher()
    {
        using var folder = new TemporaryIndex();
        using var index = folder.OpenWith(
            Paper("a", "x", "Language learning with a model of the world and of one large thing."),
            Paper("b", "x", "Learning about the world with one large language model in a thing."));

        Assert.Equal("b", Find(index, "language model")[0]);
    }

    [Fact]
    public void Any_input_is_a_valid_query()
    {
        var random = new Random(20250314);
        const string Alphabet = "ab \"'“”*?~^()[]{}:\\/!&|+-=<>$%#@.,;0123456789\0\n\tÄß漢😀";
        foreach (var typed in new[] { "", " ", "\"\"", "\"", "*", "?", "a*", "title:", "AND", "OR NOT", "(", "[a TO", "\\", "/regex/", "~~", "^2", "a^b", "\ud800", "the", "\"the\"" })
        {
            Find(_index, typed);
        }

        for (var round = 0; round < 1_000; round++)
        {
            var typed = new StringBuilder();
            for (var length = random.Next(40); length > 0; length--)
            {
                typed.Append(Alphabet[random.Next(Alphabet.Length)]);
            }

            Find(_index, typed.ToString());
        }
    }

    [Fact]
    public void Query_syntax_of_other_engines_is_plain_text() =>
        Assert.Equal("2402.00001", Find(_index, "title:transduction AND (recurrent OR \"")[0]);
}
