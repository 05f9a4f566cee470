using System.Text;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.JsonLines;

namespace Papers.Ingest.Tests.Sources.JsonLines;

public sealed class JsonLinesFormatTests
{
    private const string Good = """{"id": "2503.11731v2", "title": "A  Title", "abstract": "An\nabstract.", "authors": ["Ada L.", " "], "categories": ["cs.CV", "cs.RO"], "comment": null, "listed": "2025-03-18", "more": {"deep": [1, {}]}}""";

    [Fact]
    public void A_line_becomes_a_record()
    {
        var record = Assert.IsType<ReadRecord>(Assert.Single(Read(Good))).Record;

        Assert.Equal("2503.11731", record.ArxivId);
        Assert.Equal(2, record.ArxivVersion);
        Assert.Equal("A  Title", record.Title);
        Assert.Equal("An\nabstract.", record.Abstract);
        Assert.Equal(["Ada L."], record.Authors);
        Assert.Equal(["cs.CV", "cs.RO"], record.Categories);
        Assert.Null(record.Comment);
        Assert.Equal(new DateOnly(2025, 3, 18), record.Day);
        Assert.Null(record.ListPosition);
    }

    [Theory]
    [InlineData("""not json""", "byte 2")]
    [InlineData("""{"id": "2503.11731", """, "Invalid JSON")]
    [InlineData("""{"title": "t", "abstract": "a"} {}""", "Invalid JSON")]
    [InlineData("""["title"]""", "JSON object")]
    [InlineData("""{"title": "t"}""", "\"t\" has no abstract")]
    [InlineData("""{"title": " ", "abstract": "a"}""", "No title")]
    [InlineData("""{"title": 7, "abstract": "a"}""", "title is not a text")]
    [InlineData("""{"title": "t", "abstract": "a", "authors": 7}""", "authors is not a list")]
    [InlineData("""{"title": "t", "abstract": "a", "authors": ["Ada", 7]}""", "authors is not a list of texts")]
    [InlineData("""{"title": "t", "abstract": "a", "id": "../../etc"}""", "not an arXiv identifier")]
    [InlineData("""{"title": "t", "abstract": "a", "listed": "18 March"}""", "not a date like")]
    [InlineData("""{"title": "t\ud800", "abstract": "a"}""", "half of a surrogate pair")]
    [InlineData("""{"\udc00a": "t", "abstract": "a"}""", "field name")]
    public void What_is_wrong_with_a_line_is_told(string line, string reason)
    {
        var entries = Read($"{Good}\n\n{line}\n{Good}");

        var rejected = Assert.IsType<RejectedEntry>(entries[1]);
        Assert.Equal(3, rejected.Line);
        Assert.Contains(reason, rejected.Reason, StringComparison.Ordinal);
        Assert.Equal(3, entries.Count);
        Assert.IsType<ReadRecord>(entries[2]);
    }

    [Fact]
    public void A_reason_never_quotes_a_whole_line()
    {
        var reject = Assert.IsType<RejectedEntry>(Assert.Single(Read($$"""{"title": "{{new string('x', 100_000)}}", "abstract": ""}""")));

        Assert.True(reject.Reason.Length < 200);
    }

    [Fact]
    public void Invalid_utf8_is_rejected()
    {
        var line = Encoding.UTF8.GetBytes("""{"title": "caf?", "abstract": "a"}""");
        line[Array.IndexOf(line, (byte)'?')] = 0xE9;

        var reject = Assert.IsType<RejectedEntry>(Assert.Single(new JsonLinesFormat().Read(new MemoryStream(line), TestContexts.Undated)));

        Assert.Contains("UTF-8", reject.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_rejected()
    {
        var line = "{\"more\": " + new string('[', 5000) + new string(']', 5000) + ", \"title\": \"t\", \"abstract\": \"a\"}";

        Assert.IsType<RejectedEntry>(Assert.Single(Read(line)));
    }

    [Fact]
    public void Markup_and_a_thousand_links_are_text()
    {
        var links = string.Join(' ', Enumerable.Range(1, 1000).Select(n => $"https://example.org/{n}"));

        var record = Assert.IsType<ReadRecord>(Assert.Single(Read($$"""{"title": "<script>alert('x')</script>", "abstract": "{{links}}"}"""))).Record;

        Assert.Equal("<script>alert('x')</script>", record.Title);
        Assert.Equal(links, record.Abstract);
    }

    [Fact]
    public void A_line_of_200_megabytes_is_rejected_in_bounded_memory_and_the_next_one_read()
    {
        using var text = new GiantLineStream("{\"title\": \"", 200_000_000, "\"}\n" + Good + "\n");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var entries = new JsonLinesFormat().Read(text, TestContexts.Undated).ToList();

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 32_000_000);
        Assert.Contains("4,194,304 bytes", Assert.IsType<RejectedEntry>(entries[0]).Reason, StringComparison.Ordinal);
        Assert.Equal(2, Assert.IsType<ReadRecord>(entries[1]).Line);
    }

    private static List<SourceEntry> Read(string text) =>
        new JsonLinesFormat().Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContexts.Undated).ToList();
}
