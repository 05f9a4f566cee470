using Papers.Ingest.Latex;

namespace Papers.Ingest.Tests.Latex;

public sealed class ReadableTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Attention Is All You Need")]
    [InlineData("A state-of-the-art model's F1, 5-fold")]
    [InlineData("unknown \\model and \\name~")]
    [InlineData("a {snowy} photo of a {class}")]
    [InlineData("from $5 to $10")]
    public void What_does_not_change_is_the_same_text(string text) => Assert.Same(text, ReadableText.Of(text));

    [Fact]
    public void Line_breaks_and_runs_of_white_space_become_one_space() =>
        Assert.Equal("one two three", ReadableText.Of("  one\r\n  two\t\u00a0three\n"));

    [Theory]
    [InlineData("M$^2$D-LIF in $O(n \\log n)$ -- 2$\\times$ ``faster'' than Schr\\\"odinger~(1926), \\textbf{so}: \\url{https://x.org/a_b}")]
    [InlineData("5$\\sim$10 from $5 to $10, $\\ell_\\infty$ and \\method{x}")]
    public void What_has_been_read_reads_the_same_again(string source) =>
        Assert.Equal(ReadableText.Of(source), ReadableText.Of(ReadableText.Of(source)));

    [Fact]
    public void A_title_of_arXiv_reads_as_it_is_printed() => Assert.Equal(
        "M²D-LIF: a 2.5× faster Schrödinger bridge in O(n log n)",
        ReadableText.Of("M$^2$D-LIF: a 2.5$\\times$ faster\n  Schr\\\"odinger bridge in $\\mathcal{O}(n\\log n)$"));
}
