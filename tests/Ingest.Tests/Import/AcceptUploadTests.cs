using System.Text;
using Papers.Ingest.Import;

namespace Papers.Ingest.Tests.Import;

public sealed class AcceptUploadTests
{
    [Theory]
    [InlineData("papers.jsonl", "papers.jsonl")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..\\..\\windows\\system.ini", "system.ini")]
    [InlineData("/absolute/name.txt", "name.txt")]
    [InlineData("nul\0and\nnew line?.txt", "nulandnew line.txt")]
    [InlineData("…été 日本.jsonl", "…été 日本.jsonl")]
    public void A_name_is_only_a_name(string name, string clean) => Assert.Equal(clean, AcceptUpload.CleanName(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("folder/")]
    [InlineData("../..")]
    [InlineData("papers.part")]
    [InlineData("x.report.json")]
    public void What_is_no_name_is_refused(string? name) => Assert.Null(AcceptUpload.CleanName(name));

    [Fact]
    public void A_hidden_name_is_shown() => Assert.Equal("bashrc", AcceptUpload.CleanName(".bashrc"));

    [Fact]
    public void A_long_name_keeps_its_end()
    {
        var clean = AcceptUpload.CleanName(new string('x', 1000) + ".jsonl.gz");

        Assert.Equal(InboxFolder.LongestName, clean!.Length);
        Assert.EndsWith(".jsonl.gz", clean, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_limited_by_its_bytes()
    {
        var clean = AcceptUpload.CleanName(new string('日', 86) + ".jsonl")!;

        Assert.InRange(Encoding.UTF8.GetByteCount(clean), 1, InboxFolder.LongestName);
        Assert.EndsWith("日.jsonl", clean, StringComparison.Ordinal);
    }
}
