using Papers.Notification.Channels.Email;

namespace Papers.Notification.Tests.Channels.Email;

public sealed class SingleLineTests
{
    [Theory]
    [InlineData("  Two\r\n  lines\tand\u00A0blanks ", "Two lines and blanks")]
    [InlineData("Evil\r\nBcc: eve@example.org", "Evil Bcc: eve@example.org")]
    [InlineData("para\u2029graph\u2028line\u0085next\0nul", "para graph line next nul")]
    [InlineData("abc\u202Edcba\u202C \u2067x\u2069 \u200Ey\u200F\u061C", "abcdcba x y")]
    [InlineData("zero\u200Bwidth\uFEFF so\u00ADft", "zerowidth soft")]
    [InlineData("a family: 👩‍👩‍👧", "a family: 👩‍👩‍👧")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("<b>&amp;</b>", "<b>&amp;</b>")]
    [InlineData(" \n ", "")]
    public void Text_becomes_one_clean_line(string text, string line) =>
        Assert.Equal(line, SingleLine.From(text, 100));

    [Theory]
    [InlineData("A title that is far too long", 17, "A title that is…")]
    [InlineData("A title that is far too long", 15, "A title that is…")]
    [InlineData("Supercalifragilisticexpialidocious", 10, "Supercalif…")]
    [InlineData("one, two, three", 9, "one, two…")]
    [InlineData("ab👩‍👩‍👧cd", 5, "ab…")]
    [InlineData("abe\u0301cd", 3, "ab…")]
    [InlineData("short", 5, "short")]
    public void A_long_text_is_cut_between_characters_and_words_with_an_ellipsis(string text, int maxLength, string line) =>
        Assert.Equal(line, SingleLine.From(text, maxLength));

    [Fact]
    public void An_unpaired_surrogate_becomes_a_replacement_character() =>
        Assert.Equal("half \uFFFD a pair", SingleLine.From("half \uD83D a pair", 100));

    [Fact]
    public void A_character_with_endless_marks_is_cut() =>
        Assert.Equal("…", SingleLine.From("e" + new string('\u0301', 1_000_000), 100));
}
