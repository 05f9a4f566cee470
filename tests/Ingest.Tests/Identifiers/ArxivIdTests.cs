using Papers.Ingest.Identifiers;

namespace Papers.Ingest.Tests.Identifiers;

public sealed class ArxivIdTests
{
    [Theory]
    [InlineData("2401.01234", "2401.01234", null)]
    [InlineData("2401.01234v2", "2401.01234", 2)]
    [InlineData("0704.0001", "0704.0001", null)]
    [InlineData("1412.9999v11", "1412.9999", 11)]
    [InlineData(" arXiv:2401.01234V3 ", "2401.01234", 3)]
    [InlineData("arXiv: 2401.01234v1 [cs.CL]", "2401.01234", 1)]
    [InlineData("hep-th/9901001", "hep-th/9901001", null)]
    [InlineData("hep-th/9901001v3", "hep-th/9901001", 3)]
    [InlineData("math.GT/0309136", "math/0309136", null)]
    [InlineData("cond-mat.mtrl-sci/0601001", "cond-mat/0601001", null)]
    [InlineData("HEP-TH/9901001", "hep-th/9901001", null)]
    [InlineData("oai:arXiv.org:1401.2122", "1401.2122", null)]
    [InlineData("oai:arXiv.org:hep-ex/0101001", "hep-ex/0101001", null)]
    [InlineData("10.48550/arXiv.2401.01234", "2401.01234", null)]
    [InlineData("https://doi.org/10.48550/arXiv.2401.01234v2", "2401.01234", 2)]
    [InlineData("doi:10.48550/arxiv.hep-th/9901001", "hep-th/9901001", null)]
    [InlineData("http://arxiv.org/abs/2401.01234v2", "2401.01234", 2)]
    [InlineData("arxiv.org/pdf/2401.01234.pdf", "2401.01234", null)]
    [InlineData("https://www.arxiv.org/pdf/2401.01234v4.pdf#page=2", "2401.01234", 4)]
    [InlineData("https://export.arxiv.org/abs/hep-th/9901001", "hep-th/9901001", null)]
    [InlineData("https://arxiv.org/abs/math%2F0309136?context=cs", "math/0309136", null)]
    [InlineData("https://ar5iv.labs.arxiv.org/html/2401.01234", "2401.01234", null)]
    [InlineData("https://huggingface.co/papers/2401.01234", "2401.01234", null)]
    [InlineData("https://www.alphaxiv.org/abs/2401.01234", "2401.01234", null)]
    [InlineData("<https://arxiv.org/abs/2401.01234>", "2401.01234", null)]
    public void Every_spelling_gives_the_one_that_is_kept(string text, string value, int? version)
    {
        Assert.True(ArxivId.TryParse(text, out var id));
        Assert.Equal(new ArxivId(value, version), id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("attention is all you need")]
    [InlineData("2413.01234")]
    [InlineData("2400.01234")]
    [InlineData("0703.0001")]
    [InlineData("2401.1234")]
    [InlineData("1412.12345")]
    [InlineData("0808.05394")]
    [InlineData("2401.00000")]
    [InlineData("2401.012345")]
    [InlineData("2401.01234v0")]
    [InlineData("2401.01234 2402.01234")]
    [InlineData("hep-zz/9901001")]
    [InlineData("hep-th/9013001")]
    [InlineData("hep-th/0705001")]
    [InlineData("https://evil.example/abs/2401.01234")]
    [InlineData("https://arxiv.org.evil.example/abs/2401.01234")]
    [InlineData("10.1000/2401.01234")]
    [InlineData("２５０３.０５２３６")]
    [InlineData("2401.０１２３４")]
    [InlineData("٢٤٠١.٠١٢٣٤")]
    public void Anything_else_is_rejected(string? text) => Assert.False(ArxivId.TryParse(text, out _));

    [Fact]
    public void Long_texts_are_rejected()
    {
        Assert.False(ArxivId.TryParse(new string('9', 10_000_000), out _));
        Assert.False(ArxivId.TryParse(new string('9', 299), out _));
        Assert.False(ArxivId.TryParse(new string('a', 150) + '-' + new string('a', 148), out _));
    }

    [Fact]
    public void What_it_gives_it_takes()
    {
        foreach (var value in new[] { "2401.01234", "hep-th/9901001", "0704.0001" })
        {
            Assert.True(ArxivId.TryParse(value, out var id));
            Assert.Equal(value, id.ToString());
        }
    }
}
