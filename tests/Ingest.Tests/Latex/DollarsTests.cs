using Papers.Ingest.Latex;

namespace Papers.Ingest.Tests.Latex;

public sealed class DollarsTests
{
    [Theory]
    [InlineData("from $5 to $10")]
    [InlineData("$5-$10, $5/$10, $3M-$4M")]
    [InlineData("US$3 and US$4.50, NZ$5")]
    [InlineData("a cost of $0.46 per query, at only $1")]
    [InlineData("$1 and training time by >450x, for only around $42.")]
    [InlineData("$HOME/$USER")]
    [InlineData("a lone $ sign")]
    [InlineData("$5 and more, or (in $) less")]
    [InlineData("$18/hour versus $5/hour")]
    [InlineData("earning approximately $1.49 million, then Qwen 2.5 ($1.1 million)")]
    public void Money_stays(string text) => Assert.Same(text, ReadableText.Of(text));

    [Theory]
    [InlineData("costs $25 for $n$ items", "costs $25 for n items")]
    [InlineData("cost of \\$0.0836 per disruption, \\$5 to \\$10", "cost of $0.0836 per disruption, $5 to $10")]
    [InlineData("$6$-$12$ points, from $63\\%$ to $95\\%$", "6-12 points, from 63% to 95%")]
    [InlineData("($x, y$), $ x^m $, $10,416$", "(x, y), xᵐ, 10,416")]
    public void Formulas_beside_it_are_read(string source, string plain) => Assert.Equal(plain, ReadableText.Of(source));

    [Theory]
    [InlineData("$x \\leq 5 for all x$ holds")]
    public void Words_within_a_formula_make_it_unclear(string source) => Assert.Same(source, ReadableText.Of(source));
}
