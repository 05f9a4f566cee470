using Papers.Tagging.TagPapers;

namespace Papers.Tagging.Tests.TagPapers;

public sealed class TokenTextTests
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
    public void White_space_hyphens_and_slashes_keep_a_phrase_together(string gap) => Assert.True(TokenText.JoinsWords(gap));

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
    public void Anything_else_ends_it(string gap) => Assert.False(TokenText.JoinsWords(gap));
}
