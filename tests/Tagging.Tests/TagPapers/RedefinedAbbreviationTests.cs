using Papers.Tagging.TagPapers;
using Papers.Tagging.Words;

namespace Papers.Tagging.Tests.TagPapers;

public sealed class RedefinedAbbreviationTests
{
    [Theory]
    [InlineData("Spoken Language Models (SLMs) speak", "SLMs")]
    [InlineData("automatic modulation recognition (AMR).", "AMR")]
    [InlineData("a Perception-Cognition-Action(PCA) cycle", "PCA")]
    public void An_abbreviation_in_parentheses_is_defined_by_the_words_before_it(string text, string word) => Assert.True(Is(text, word));

    [Theory]
    [InlineData("deep models (SLM) speak", "SLM")]
    [InlineData("Spoken Language Models SLMs speak", "SLMs")]
    [InlineData("(SLM)", "SLM")]
    [InlineData("low-rank adaptation (LoRA)", "LoRA")]
    public void Otherwise_it_is_not_defined(string text, string word) => Assert.False(Is(text, word));

    private static bool Is(string text, string word)
    {
        var spans = new WordSpans();
        new PhraseAutomaton([]).FindAll(text, spans, []);
        return RedefinedAbbreviation.IsDefinedAt(text, spans, WordSpans.Words(text).ToList().IndexOf(word));
    }
}
