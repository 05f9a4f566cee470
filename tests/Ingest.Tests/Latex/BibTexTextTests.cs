using Papers.Ingest.Latex;

namespace Papers.Ingest.Tests.Latex;

public sealed class BibTexTextTests
{
    [Theory]
    [InlineData("{BERT}: Pre-training of Deep Bidirectional Transformers", "BERT: Pre-training of Deep Bidirectional Transformers")]
    [InlineData("{{Attention is all you need}}", "Attention is all you need")]
    [InlineData("Deep {R}esidual {L}earning", "Deep Residual Learning")]
    [InlineData("{The {GPU} book}", "The GPU book")]
    public void Braces_that_protect_capitals_go(string field, string plain) => Assert.Equal(plain, BibTexText.Of(field));

    [Theory]
    [InlineData("""G{\"o}del, Kurt and Erd{\H{o}}s, P{\'a}l""", "Gödel, Kurt and Erdős, Pál")]
    [InlineData("""{\'\i} {\'{\i}} \'{\i} {\'i}""", "í í í í")]
    [InlineData("""{\v{S}}koda, {\v C}ech, \v{Z}i\v{z}ka""", "Škoda, Čech, Žižka")]
    [InlineData("""Fran{\c{c}}ois, Fran{\c c}ois, Fran\c{c}ois, Fran\c cois""", "François, François, François, François")]
    [InlineData("""S{\o}ren {\AA}ngstr{\"{o}}m, Wa{\l}{\k{e}}sa, stra{\ss}e, {\O}rsted, {\ae}on""", "Søren Ångström, Wałęsa, straße, Ørsted, æon")]
    [InlineData("""Nguy{\~{\^e}}n, Tr{\`{\^a}}n, Ho{\`a}ng""", "Nguyễn, Trần, Hoàng")]
    [InlineData("""Mu{\~n}oz {\&} Co.""", "Muñoz & Co.")]
    public void Accents_are_composed(string field, string plain) => Assert.Equal(plain, BibTexText.Of(field));

    [Theory]
    [InlineData("""Research \& Development, 50\% of \$10 \#1 a\_b""", "Research & Development, 50% of $10 #1 a_b")]
    [InlineData("pages 10--20 of J.~Smith", "pages 10–20 of J. Smith")]
    [InlineData("``Why Should {I} Trust You?'' Explaining", "“Why Should I Trust You?” Explaining")]
    [InlineData("$k$-means with $\\mathcal{O}(n^2)$", "k-means with O(n²)")]
    [InlineData("{\\em Nature} and \\textbf{Science}", "Nature and Science")]
    [InlineData("two\n   lines", "two lines")]
    [InlineData("""\url{https://x.org/a_b--c} {https://x.org/~u}""", "https://x.org/a_b--c https://x.org/~u")]
    public void Escapes_dashes_formulas_and_styles_are_read_as_in_a_title(string field, string plain) => Assert.Equal(plain, BibTexText.Of(field));

    [Theory]
    [InlineData("an {open brace")]
    [InlineData("a closed} brace")]
    [InlineData("""\unknown and \'q""")]
    [InlineData("plain")]
    public void What_is_not_balanced_or_not_known_stays(string field) => Assert.Same(field, BibTexText.Of(field));
}
