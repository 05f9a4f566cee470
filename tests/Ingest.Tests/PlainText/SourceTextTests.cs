using Papers.Ingest.PlainText;

namespace Papers.Ingest.Tests.PlainText;

public sealed class SourceTextTests
{
    [Theory]
    [InlineData("A title\n  broken by\r\n arXiv ", "A title broken by arXiv")]
    [InlineData("a\u00A0b\u2028c\td", "a b c d")]
    [InlineData("nul\0 and \u0007bell\u009Fand\u007Fdel", "nul and bellanddel")]
    [InlineData("turned \u202Eround\u202C again \u2066x\u2069", "turned round again x")]
    [InlineData("\uFEFFmark \uFFFE", "mark")]
    [InlineData(" \n\t ", "")]
    [InlineData("", "")]
    public void White_space_collapses_and_what_is_no_text_goes(string text, string clean) => Assert.Equal(clean, SourceText.Clean(text));

    [Theory]
    [InlineData("“Curly” ‘quotes’ – and $\\alpha$-LaTeX, \\url{https://x.example}")]
    [InlineData("<script>alert(1)</script> & more")]
    [InlineData("𝔘𝔫𝔦𝔠𝔬𝔡𝔢 日本語 עברית é")]
    public void Everything_else_stays_as_it_is(string text) => Assert.Equal(text, SourceText.Clean(text));

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal("a\uFFFD b\uFFFD", SourceText.Clean("a" + '\uD83D' + " b" + '\uDE00'));

    [Theory]
    [InlineData(" A title\r\n  of two lines\u2028and a third ", "A title\n  of two lines\nand a third")]
    [InlineData("Two  spaces\tand\u202E tricks\u0000", "Two  spaces and tricks")]
    public void A_sources_own_text_keeps_its_lines_and_spaces(string text, string own) => Assert.Equal(own, SourceText.CleanKeepingLines(text));
}
