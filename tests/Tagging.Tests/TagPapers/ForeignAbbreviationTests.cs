using Papers.Tagging.TagPapers;

namespace Papers.Tagging.Tests.TagPapers;

public sealed class ForeignAbbreviationTests
{
    [Theory]
    [InlineData("Spoken Language Models (SLMs) speak", "SLMs")]
    [InlineData("automatic modulation recognition (AMR).", "AMR")]
    [InlineData("a Perception-Cognition-Action(PCA) cycle", "PCA")]
    public void Words_before_it_that_begin_with_its_letters_are_what_it_stands_for(string text, string word) => Assert.True(Is(text, word));

    [Theory]
    [InlineData("deep models (SLM) speak", "SLM")]
    [InlineData("Spoken Language Models SLMs speak", "SLMs")]
    [InlineData("(SLM)", "SLM")]
    [InlineData("low-rank adaptation (LoRA)", "LoRA")]
    public void Otherwise_it_is_not_introduced(string text, string word) => Assert.False(Is(text, word));

    private static bool Is(string text, string word)
    {
        var spans = new WordSpans();
        new PhraseAutomaton([]).FindAll(text, spans, []);
        return ForeignAbbreviation.IsIntroduced(text, spans, WordSpans.Words(text).ToList().IndexOf(word));
    }
}
