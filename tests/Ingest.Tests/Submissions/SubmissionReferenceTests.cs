using Papers.Ingest.Submissions;

namespace Papers.Ingest.Tests.Submissions;

public sealed class SubmissionReferenceTests
{
    [Theory]
    [InlineData("2503.05236", "2503.05236", null)]
    [InlineData(" https://arxiv.org/pdf/2503.05236v2.pdf ", "2503.05236", null)]
    [InlineData("https://huggingface.co/papers/2503.05236", "2503.05236", null)]
    [InlineData("https://doi.org/10.48550/arXiv.2503.05236", "2503.05236", null)]
    [InlineData("doi:10.1000/ABC.1", null, "10.1000/abc.1")]
    public void A_reference_is_an_arXiv_paper_or_a_DOI(string typed, string? arxivId, string? doi) =>
        Assert.Equal(new SubmissionReference(arxivId, doi), SubmissionReference.Read(typed));

    [Theory]
    [InlineData("")]
    [InlineData("attention is all you need")]
    [InlineData("https://example.org/2503.05236")]
    public void Anything_else_names_no_paper(string typed) => Assert.Null(SubmissionReference.Read(typed));
}
