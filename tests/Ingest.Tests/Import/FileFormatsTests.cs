using System.IO.Compression;
using System.Text;
using Papers.Ingest.Import;
using Papers.Ingest.Sources.JsonLines;
using Papers.Ingest.Tests.Fuzz;

namespace Papers.Ingest.Tests.Import;

public sealed class FileFormatsTests : IDisposable
{
    private const string JsonLine = """{"title": "t", "abstract": "a"}""";

    private const string Feed = "<?xml version='1.0' encoding='UTF-8'?>\n<feed xmlns:arxiv=\"http://arxiv.org/schemas/atom\" xmlns=\"http://www.w3.org/2005/Atom\">\n</feed>";

    private readonly string _path = Path.GetTempFileName();
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", "huggingface-papers-page.txt"));

    [Fact]
    public void A_format_is_told_by_content()
    {
        Assert.Equal("JSON Lines", Find(JsonLine));
        Assert.Equal("JSON Lines", Find("\uFEFF\n\n  " + JsonLine));
        Assert.Equal("JSON Lines", Find("not json\n" + JsonLine));
        Assert.Equal("page of papers", Find(Page));
        Assert.Equal("page of papers, UTF-16", Find([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Page)]));
        Assert.Equal("JSON Lines, gzip", Find(Gzip(JsonLine)));
        Assert.Equal("page of papers, gzip", Find(Gzip(Page)));
        Assert.Equal("arXiv Atom", Find(Feed));
        Assert.Equal("arXiv Atom", Find("\uFEFF\n<!-- saved -->\n" + Feed));
        Assert.Equal("arXiv Atom, gzip", Find(Gzip(Feed)));
        Assert.Equal("arXiv Atom, UTF-16", Find([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Feed)]));
        Assert.Equal("arXiv OAI-PMH", Find("<?xml version=\"1.0\"?>\n<OAI-PMH\nxmlns=\"http://www.openarchives.org/OAI/2.0/\">\n{\"a\": 1}"));
        Assert.Equal("arXiv RSS", Find("<rss version=\"2.0\"><channel>"));
    }

    [Fact]
    public void Every_format_takes_its_own_sample_and_no_other()
    {
        foreach (var reader in FuzzedReaders.All.Where(reader => !reader.IsReply))
        {
            Assert.Equal(reader.Name, Find(reader.Sample));
            Assert.Equal(reader.Name, Find("\uFEFF\n" + reader.Sample));
            Assert.Equal($"{reader.Name}, gzip", Find(Gzip(reader.Sample)));
        }
    }

    [Theory]
    [InlineData("[\n  {\n    \"paper\": {\n      \"id\": \"2501.04519\"", "Hugging Face daily papers")]
    [InlineData("{\"paper\": {\"id\": \"2501.04519\"}}\n{\"paper\": {}}", "Hugging Face daily papers")]
    [InlineData("{\n  \"id\": \"2501.04519\",\n  \"title\": \"t\",\n  \"summary\": \"s\",\n  \"upvotes\": 3\n}", "Hugging Face daily papers")]
    [InlineData("[{\"id\":\"2501.04519\",\"title\":\"t\",\"thumbnailUrl\":\"https://example.org/t.png\"}]", "Hugging Face daily papers")]
    [InlineData("[]", "Hugging Face daily papers")]
    [InlineData("{\n  \"id\": \"2501.04519\",\n  \"title\": \"t\",\n  \"abstract\": \"a\"\n}", "JSON list")]
    [InlineData("% Encoding: UTF-8\n\n@Article {key,\n title = {t}}", "BibTeX")]
    [InlineData("\"Title\";\"Abstract\"\nt;a", "CSV")]
    [InlineData("arXiv ID\tTitle\tSummary\nx\tt\ta", "CSV")]
    public void The_ways_to_write_a_format_are_known(string text, string name) => Assert.Equal(name, Find(text));

    [Fact]
    public void What_has_no_format_is_told_why()
    {
        Assert.Contains("empty", Find(""), StringComparison.Ordinal);
        Assert.Contains("blank lines", Find("\n \n\t\n"), StringComparison.Ordinal);
        Assert.Contains("not text", Find([.. Enumerable.Range(0, 5000).Select(n => (byte)(n * 7919 % 256))]), StringComparison.Ordinal);
        Assert.Contains("ZIP", Find([0x50, 0x4B, 3, 4, 0, 0]), StringComparison.Ordinal);
        Assert.Contains("PDF", Find("%PDF-1.7\n"), StringComparison.Ordinal);
        Assert.Contains("Dear all,", Find("Dear all,\nsee you.\n"), StringComparison.Ordinal);
        Assert.Contains("<html>", Find("<html><body><feed/></body></html>"), StringComparison.Ordinal);
        Assert.Contains("Decompression failed", Find([0x1F, 0x8B, 8]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gigantic_first_line_hides_nothing() => Assert.Equal("JSON Lines", Find(new string('x', 20_000_000) + "\n" + JsonLine));

    public void Dispose() => File.Delete(_path);

    private string Find(string text) => Find(Encoding.UTF8.GetBytes(text));

    private string Find(byte[] bytes)
    {
        File.WriteAllBytes(_path, bytes);
        var found = FileFormats.Find(_path, long.MaxValue, CancellationToken.None);
        return found.Name ?? found.Failure!;
    }

    internal static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
