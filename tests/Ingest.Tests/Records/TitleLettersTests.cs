using Papers.Ingest.Records;

namespace Papers.Ingest.Tests.Records;

/// <summary>Title keys are stored, so these results must never change.</summary>
public sealed class TitleLettersTests
{
    [Theory]
    [InlineData("Attention Is All You Need", "attentionisallyouneed")]
    [InlineData("$\\alpha$-Divergence for {BERT}", "αdivergenceforbert")]
    [InlineData("α-Divergence for BERT", "αdivergenceforbert")]
    [InlineData("Schr\\\"odinger Bridges", "schrodingerbridges")]
    [InlineData("Schr{\\\"o}dinger Bridges", "schrodingerbridges")]
    [InlineData("Schrödinger Bridges", "schrodingerbridges")]
    [InlineData("Erd\\H{o}s and R\\'enyi", "erdosandrenyi")]
    [InlineData("\\emph{Very} \\textbf{Deep} Learning", "verydeeplearning")]
    [InlineData("CO$_2$ and H$_{2}$O", "co2andh2o")]
    [InlineData("CO₂ and H₂O", "co2andh2o")]
    [InlineData("$\\log n$ Bounds", "lognbounds")]
    [InlineData("$\\mathcal{O}(n^2)$ Attention", "on2attention")]
    [InlineData("S\\o ren and Stra\\ss e", "sorenandstrasse")]
    [InlineData("\\L{}ukasiewicz Logic", "lukasiewiczlogic")]
    [InlineData("Costs of 5\\% \\& more", "costsof5more")]
    [InlineData("$\\times$ and $\\infty$", "and")]
    [InlineData("$\\Lambda$CDM", "λcdm")]
    public void Letters_of_a_title(string title, string letters) => Assert.Equal(letters, TitleKey.Normalise(TitleLetters.Of(title)));

    [Fact]
    public void A_pinned_key() => Assert.Equal(TitleKey.Of("α-divergence"), TitleKey.Of(TitleLetters.Of("$\\alpha$-Divergence")));
}
