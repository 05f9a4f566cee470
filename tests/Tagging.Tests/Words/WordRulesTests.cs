using Papers.Tagging.Words;

namespace Papers.Tagging.Tests.Words;

public sealed class WordRulesTests
{
    [Theory]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData("–")]
    [InlineData("/")]
    [InlineData("\r\n  ")]
    [InlineData("-\n")]
    [InlineData("\u00A0")]
    [InlineData("~")]
    public void White_space_hyphens_and_slashes_join_words_to_a_phrase(string gap) => Assert.True(WordRules.JoinsWords(gap));

    [Theory]
    [InlineData("")]
    [InlineData(", ")]
    [InlineData(". ")]
    [InlineData(" (")]
    [InlineData(" - ")]
    [InlineData("--")]
    [InlineData(" — ")]
    [InlineData("—")]
    [InlineData("_")]
    [InlineData("\0")]
    public void Anything_else_ends_a_phrase(string gap) => Assert.False(WordRules.JoinsWords(gap));
}
