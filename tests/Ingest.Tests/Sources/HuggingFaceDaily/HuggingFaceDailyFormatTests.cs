using System.Text;
using Papers.Contracts.Ingest;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.HuggingFaceDaily;
using Papers.Ingest.Tests.Sources.JsonLines;

namespace Papers.Ingest.Tests.Sources.HuggingFaceDaily;

public sealed class HuggingFaceDailyFormatTests
{
    private const string Full = """
        {
          "paper": {
            "id": "2501.04519v1",
            "authors": [{"_id": "6", "name": "Ada  Lovelace", "hidden": false}, {"name": "Charles Babbage", "hidden": true}],
            "publishedAt": "2025-01-08T14:12:57.500Z",
            "submittedOnDailyAt": "2025-01-09T23:59:00.000Z",
            "submittedOnDailyBy": {"user": "reader-2", "fullname": "Reader 2", "avatarUrl": "/avatars/2.svg"},
            "title": "The inner title",
            "summary": "The inner\nsummary.",
            "upvotes": 12,
            "ai_summary": "Short.",
            "ai_keywords": ["engines", "notes", 7],
            "githubRepo": "https://github.com/ada/engine",
            "githubStars": 3,
            "projectPage": "engine.example.org",
            "organization": {"name": "analytical", "fullname": "Analytical Society", "avatar": "https://cdn.example.org/a.png"},
            "mediaUrls": ["https://cdn.example.org/inner.mp4"]
          },
          "publishedAt": "2025-01-08T22:00:00.000Z",
          "title": "The outer title",
          "summary": "The outer summary.",
          "thumbnail": "https://cdn.example.org/t.png",
          "numComments": 4,
          "submittedBy": {"_id": "1", "avatarUrl": "/avatars/1.svg", "fullname": "Reader 1", "name": "reader-1"},
          "submitterOrganization": {"name": "other", "fullname": "Other"},
          "mediaUrls": ["https://cdn.example.org/outer.mp4", "javascript:alert(1)"]
        }
        """;

    private const string Row = """{"paper":{"id":"2501.04519","title":"A title","summary":"An abstract."}}""";

    [Fact]
    public void A_row_becomes_a_record_with_what_the_page_says_of_it()
    {
        var read = Assert.IsType<ReadRecord>(Assert.Single(Read($"[{Full}]", TestContexts.Of(new(2025, 1, 31)))));
        var record = read.Record;

        Assert.Equal("2501.04519", record.ArxivId);
        Assert.Equal("The inner title", record.Title);
        Assert.Equal("The inner\nsummary.", record.Abstract);
        Assert.Equal(["Ada Lovelace", "Charles Babbage"], record.Authors);
        Assert.Equal(new DateTimeOffset(2025, 1, 8, 14, 12, 57, TimeSpan.Zero), record.PublishedAt);
        Assert.Equal(new DateOnly(2025, 1, 9), record.Day);
        Assert.Equal(new ObservedCounts { ObservedAt = TestContexts.Undated.ReadAt, Upvotes = 12, GithubStars = 3, Comments = 4 }, read.Counts);

        var featured = Assert.IsType<Featured>(record.Featured);
        Assert.Equal(new DateOnly(2025, 1, 9), featured.Day);
        Assert.Equal(new DateTimeOffset(2025, 1, 8, 22, 0, 0, TimeSpan.Zero), featured.FeaturedAt);
        Assert.Equal(new DateTimeOffset(2025, 1, 9, 23, 59, 0, TimeSpan.Zero), featured.SubmittedOnDailyAt);
        Assert.Equal(new FeaturedAccount("reader-1", "Reader 1", "/avatars/1.svg"), featured.SubmittedBy);
        Assert.Equal(new FeaturedAccount("analytical", "Analytical Society", "https://cdn.example.org/a.png"), featured.Organization);
        Assert.Equal("https://github.com/ada/engine", featured.GithubRepo);
        Assert.Null(featured.ProjectPage);
        Assert.Equal("Short.", featured.Summary);
        Assert.Equal(["engines", "notes"], featured.Keywords);
        Assert.Equal(["https://cdn.example.org/outer.mp4"], featured.MediaUrls);
        Assert.Equal("https://cdn.example.org/t.png", featured.Thumbnail);
    }

    [Fact]
    public void The_day_asked_for_counts_where_the_row_tells_none_and_without_any_the_paper_stands_undated()
    {
        var dated = Assert.IsType<ReadRecord>(Assert.Single(Read($"[{Row}]", TestContexts.Of(new(2024, 6, 3)))));
        var undated = Assert.IsType<ReadRecord>(Assert.Single(Read($"[{Row}]")));

        Assert.Equal(new DateOnly(2024, 6, 3), dated.Record.Day);
        Assert.Equal(new DateOnly(2024, 6, 3), dated.Record.Featured?.Day);
        Assert.Null(undated.Record.Day);
        Assert.Null(undated.Record.Featured);
    }

    [Theory]
    [InlineData("""{"paper":{"id":"2501.04519","title":"A title"}}""", "abstract")]
    [InlineData("""{"paper":{"id":"2501.04519","summary":"s"}}""", "title")]
    [InlineData("""{"paper":{"id":"nonsense","title":"t","summary":"s"}}""", "arXiv identifier")]
    [InlineData("""{"paper":{"id":"2501.04519","title":["t"],"summary":"s"}}""", "title is not a text")]
    [InlineData("""{"paper":{"id":"2501.04519","title":"t\ud800","summary":"s"}}""", "half of a surrogate pair")]
    [InlineData("""{"paper":{"id":"2501.04519","title":"t","summary":"s","authors":7}}""", "authors is not a list")]
    [InlineData("""{"paper":{"id":"2501.04519" "title":"t"}}""", "line 1 and byte 29")]
    [InlineData("""{"paper":{"\ud800itle":"t"}}""", "half of a surrogate pair")]
    [InlineData("null", "JSON object")]
    [InlineData("[[1, 2], {}]", "JSON object")]
    [InlineData("\"text, with { brackets\"", "JSON object")]
    public void One_broken_row_costs_no_other(string broken, string reason)
    {
        var entries = Read($"[{Row},\n{broken},\n{Row}\n]");

        var rejected = Assert.IsType<RejectedEntry>(entries[1]);
        Assert.Equal(2, rejected.Line);
        Assert.StartsWith("Row 2: ", rejected.Reason, StringComparison.Ordinal);
        Assert.Contains(reason, rejected.Reason, StringComparison.Ordinal);
        Assert.IsType<ReadRecord>(entries[2]);
        Assert.Equal(3, entries.Count);
    }

    [Fact]
    public void What_the_page_adds_is_left_out_where_it_is_not_as_expected()
    {
        var odd = $$$"""
            {"paper":{"id":"2501.04519","title":"t","summary":"s","upvotes":99999999999999999999,"githubStars":-1,"ai_keywords":"none","ai_summary":{},
            "publishedAt":"yesterday","githubRepo":"ftp://example.org/","organization":[],"projectPage":"{{{new string('x', 5000)}}}"},
            "thumbnail":"//example.org/t.png","submittedBy":{"name":"r","avatarUrl":"//evil.example/a.png"},"mediaUrls":[{}],"publishedAt":12}
            """;

        var read = Assert.IsType<ReadRecord>(Assert.Single(Read(odd, TestContexts.Of(new(2025, 1, 9)))));

        Assert.Equal(new ObservedCounts { ObservedAt = TestContexts.Undated.ReadAt }, read.Counts);
        Assert.Null(read.Record.PublishedAt);
        var featured = Assert.IsType<Featured>(read.Record.Featured);
        Assert.Equal(new FeaturedAccount("r", null, null), featured.SubmittedBy);
        Assert.Null(featured.GithubRepo);
        Assert.Null(featured.ProjectPage);
        Assert.Null(featured.Thumbnail);
        Assert.Empty(featured.Keywords);
        Assert.Empty(featured.MediaUrls);
    }

    [Fact]
    public void A_flat_paper_several_lists_and_a_cut_end_are_read_as_far_as_they_go()
    {
        const string Flat = """{"id":"2501.04520","title":"t","summary":"s","upvotes":1,"thumbnailUrl":"https://example.org/t.png","publishedAt":"2025-01-08T14:12:57.000Z"}""";

        var entries = Read($"\uFEFF[{Row}]\n[]\n{Flat}\n[{Row},\n{{\"paper\":{{\"id\":");

        Assert.Equal(["2501.04519", "2501.04520", "2501.04519"], entries.OfType<ReadRecord>().Select(read => read.Record.ArxivId));
        Payload.IsRejected(entries[3], 5, "truncated");
        Assert.Equal(4, entries.Count);
    }

    [Fact]
    public void Invalid_utf8_rejects_its_row_alone()
    {
        var bytes = Encoding.Latin1.GetBytes($"[{Row.Replace("A title", "caf\u00E9", StringComparison.Ordinal)},{Row}]");

        var entries = new HuggingFaceDailyFormat().Read(new MemoryStream(bytes), TestContexts.Undated).ToList();

        Assert.Contains("UTF-8", Assert.IsType<RejectedEntry>(entries[0]).Reason, StringComparison.Ordinal);
        Assert.IsType<ReadRecord>(entries[1]);
    }

    [Fact]
    public void A_forgotten_quote_costs_its_line_alone()
    {
        var entries = Read($"[\n{Row.Replace("An abstract.\"", "An abstract.", StringComparison.Ordinal)},\n{Row},\n{Row}]");

        Assert.Contains(entries, entry => entry is RejectedEntry);
        Assert.Contains(entries, entry => entry is ReadRecord);
    }

    [Fact]
    public void A_row_of_200_megabytes_is_rejected_in_bounded_memory_and_the_next_one_read()
    {
        using var text = new GiantLineStream("[{\"paper\":{\"title\":\"", 200_000_000, "\"}},\n" + Row + "]");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var entries = new HuggingFaceDailyFormat().Read(text, TestContexts.Undated).ToList();

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 32_000_000);
        Assert.Contains("4,194,304 bytes", Assert.IsType<RejectedEntry>(entries[0]).Reason, StringComparison.Ordinal);
        Assert.IsType<ReadRecord>(entries[1]);
    }

    [Fact]
    public void Deep_nesting_is_rejected()
    {
        var deep = "{\"paper\":" + new string('[', 100_000) + new string(']', 100_000) + "}";

        var entries = Read($"[{deep},{Row}]");

        Assert.StartsWith("Row 1: Invalid JSON", Assert.IsType<RejectedEntry>(entries[0]).Reason, StringComparison.Ordinal);
        Assert.IsType<ReadRecord>(entries[1]);
    }

    private static List<SourceEntry> Read(string text, SourceContext? context = null) =>
        new HuggingFaceDailyFormat().Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), context ?? TestContexts.Undated).ToList();
}
