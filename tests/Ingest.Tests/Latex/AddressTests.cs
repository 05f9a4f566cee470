using Papers.Ingest.Latex;

namespace Papers.Ingest.Tests.Latex;

public sealed class AddressTests
{
    [Theory]
    [InlineData("at https://github.com/a_b/c--d/%20e?x=$y&z=~u#_f.")]
    [InlineData("see www.host.edu/~user/a--b and github.com/a_b--c")]
    [InlineData("(HTTP://x.org/a--b)")]
    public void An_address_stays_byte_for_byte(string text) => Assert.Same(text, ReadableText.Of(text));

    [Theory]
    [InlineData("https://github.com/13204942/SSL\\_Cervical\\_Segmentation.", "https://github.com/13204942/SSL_Cervical_Segmentation.")]
    [InlineData("https://x.org/$\\sim$me/a{\\_}b\\%20c\\#d", "https://x.org/~me/a_b%20c#d")]
    [InlineData("at~https://x.org/a--b -- yes", "at https://x.org/a--b – yes")]
    [InlineData("``https://x.org/a''", "“https://x.org/a”")]
    [InlineData("\\textbf{https://x.org/a_b}.", "https://x.org/a_b.")]
    public void What_LaTeX_writes_for_a_character_of_it_is_that_character(string source, string plain) => Assert.Equal(plain, ReadableText.Of(source));

    [Theory]
    [InlineData("\\url{https://x.org/a_b}", "https://x.org/a_b")]
    [InlineData("\\href{https://x.org/a}{here}.", "here (https://x.org/a).")]
    [InlineData("\\href{https://x.org/a}{\\texttt{x.org/a}}", "https://x.org/a")]
    [InlineData("\\href{https://x.org/a\\_b}{https://x.org/a\\_b}.", "https://x.org/a_b.")]
    [InlineData("\\href{https://x.org/a}{}, \\href{https://x.org/b}, \\hyperlink{https://x.org/c}{https://x.org/c}", "https://x.org/a, https://x.org/b, https://x.org/c")]
    [InlineData("\\href{https://x.org/a}{x.org/A}", "x.org/A (https://x.org/a)")]
    [InlineData("\\href{https://x.org/a}{Code available here: https://x.org/a}", "Code available here: https://x.org/a")]
    [InlineData("at $\\href{https://x.org/a}{code}$ and $\\href{https://x.org/b}{this\\ https\\ URL}$", "at code (https://x.org/a) and this https URL (https://x.org/b)")]
    [InlineData("public\\footnote{https://x.org/a_b}. Github~\\footnote{Code: \\url{https://x.org/c}}.", "public (https://x.org/a_b). Github (Code: https://x.org/c).")]
    public void Links_and_footnotes_keep_their_address(string source, string plain) => Assert.Equal(plain, ReadableText.Of(source));

    [Theory]
    [InlineData("\\href{[https://x.org/a](https://x.org/b) c}{d}")]
    [InlineData("\\href{https://x.org/a")]
    public void A_link_that_is_not_whole_stays(string text) => Assert.Same(text, ReadableText.Of(text));
}
