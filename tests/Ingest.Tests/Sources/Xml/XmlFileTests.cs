using System.IO.Compression;
using System.Text;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.ArxivAtom;
using Papers.Ingest.Sources.ArxivOaiPmh;
using Papers.Ingest.Sources.ArxivRss;
using Papers.Ingest.Tests.Sources.JsonLines;

namespace Papers.Ingest.Tests.Sources.Xml;

public sealed class XmlFileTests
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private const string Truncated = "truncated or damaged";

    [Fact]
    public void Pages_behind_one_another_are_read_one_after_another()
    {
        Assert.Equal(["2401.00001", "2401.00002", "2401.00003"], Ids(Atom(Declaration + Feed(1) + Declaration + Feed(2) + "\n\n\uFEFF" + Declaration + Feed(3))));
        Assert.Equal(["2401.00001", "2401.00002"], Ids(Atom(Feed(1) + "\n" + Feed(2))));
        Assert.Equal(["2401.00001"], Ids(Atom("\uFEFF\r\n " + Declaration + Feed(1) + "\r\n")));
    }

    [Fact]
    public void What_stands_before_a_cut_counts_and_the_next_page_is_read()
    {
        var entries = Atom(Declaration + Feed(1, 2)[..^20] + "\n" + Declaration + Feed(3) + Declaration + "<html/>" + Declaration + Feed(4)).ToList();

        Assert.Equal(["2401.00001", "2401.00003", "2401.00004"], Ids(entries));
        Payload.AreRejected(entries.OfType<RejectedEntry>(), Truncated, "<html>");
        Assert.Equal([2L, 2, 4, 5, 6], entries.Select(entry => entry.Line));
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_gives_what_stood_before_and_a_reject()
    {
        var whole = Encoding.UTF8.GetBytes(Declaration + Feed(1, 2));
        for (var length = 1; length < whole.Length; length++)
        {
            var entries = new ArxivAtomFormat().Read(Payload.Of(whole[..length]), TestContexts.Undated).ToList();
            Assert.Contains(Truncated, Payload.Reason(entries[^1]), StringComparison.Ordinal);
            Assert.All(entries.SkipLast(1), entry => Assert.IsType<ReadRecord>(entry));
        }
    }

    [Fact]
    public void Packed_data_that_stop_early_end_the_file()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Declaration + Feed([.. Enumerable.Range(1, 5_000)])));
        }

        packed.SetLength(packed.Length / 2);
        packed.Position = 0;
        var entries = new ArxivAtomFormat().Read(new GZipStream(packed, CompressionMode.Decompress), TestContexts.Undated).ToList();

        Assert.InRange(entries.Count, 1_000, 4_000);
        Assert.Equal(RejectReasons.Truncated, Payload.Reason(entries[^1]));
    }

    [Theory]
    [InlineData("<feed a=\"", "\"/>")]
    [InlineData("<feed><entry a=\"", "\"/></feed>")]
    [InlineData("<feed><entry><title>", "</title></entry></feed>")]
    [InlineData("<feed><![CDATA[", "]]></feed>")]
    public void A_gigantic_anything_is_left_and_the_next_page_is_read(string before, string after)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var entries = new ArxivAtomFormat()
            .Read(new GiantLineStream(Declaration + Feed(1) + Declaration + before, 100_000_000, after + Declaration + Feed(2)), TestContexts.Undated)
            .ToList();

        Assert.Equal(["2401.00001", "2401.00002"], Ids(entries));
        Assert.Contains("4,194,304 bytes", Payload.Reason(entries[1]), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 60_000_000);
    }

    [Fact]
    public void A_hundred_thousand_records_are_read_as_they_come()
    {
        var record = Encoding.UTF8.GetBytes($"<record><header><identifier>oai:arXiv.org:2401.00001</identifier></header><metadata><arXiv><title>T</title><abstract>{new string('a', 1_000)}</abstract></arXiv></metadata></record>\n");
        using var file = new RepeatedStream("<OAI-PMH><ListRecords>"u8.ToArray(), record, 100_000, "</ListRecords></OAI-PMH>"u8.ToArray());
        var count = 0;
        foreach (var entry in new OaiPmhFormat().Read(file, TestContexts.Undated))
        {
            Assert.IsType<ReadRecord>(entry);
            count++;
            Assert.InRange(file.Given - count * (long)record.Length, -record.Length, 256 * 1024);
        }

        Assert.Equal(100_000, count);
    }

    [Fact]
    public void An_entry_nested_too_deep_is_rejected_and_the_rest_read()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 60)) + string.Concat(Enumerable.Repeat("</a>", 60));
        var entries = Atom(Feed(1).Replace("<entry><id>", $"<entry>{deep}</entry><entry><id>", StringComparison.Ordinal)).ToList();

        Payload.AreRejected(entries.OfType<RejectedEntry>(), "nested");
        Assert.Equal(["2401.00001"], Ids(entries));
    }

    [Fact]
    public void Errors_that_were_saved_are_rejected()
    {
        Assert.Contains(
            "incorrect id",
            Payload.Reason(Assert.Single(Atom("<feed><entry><id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>incorrect id</summary></entry></feed>"))),
            StringComparison.Ordinal);
        Assert.Contains(
            "badResumptionToken expired",
            Payload.Reason(Assert.Single(new OaiPmhFormat().Read(Payload.Of("<OAI-PMH><error code=\"badResumptionToken\">expired</error></OAI-PMH>"), TestContexts.Undated))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Records_alone_are_read_as_a_list_is() => Assert.Equal(
        ["2401.00001"],
        Ids(new OaiPmhFormat().Read(Payload.Of("<records><record><header><identifier>oai:arXiv.org:2401.00001</identifier></header><metadata><arXiv><title>T</title><abstract>A</abstract></arXiv></metadata></record></records>"), TestContexts.Undated)));

    [Fact]
    public void A_feed_of_a_day_is_read_as_RSS_and_as_Atom()
    {
        var rss = new ArxivRssFormat().Read(Payload.Of(Payload.Bytes("ArxivRss/ArxivRssReplyTests.announcement.xml")), TestContexts.Undated);
        var atom = Atom("""
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"><entry><id>oai:arXiv.org:2203.01250v1</id><title>Mass</title>
            <updated>2024-08-23T16:08:30.942190+00:00</updated><summary>arXiv:2203.01250v1 Announce Type: new
            Abstract: We consider.</summary><category term="math.AP"/><published>2024-08-23T00:00:00-04:00</published><arxiv:announce_type>new</arxiv:announce_type><dc:creator>Antonin Monteil, Paul Pegon</dc:creator></entry></feed>
            """);

        Assert.Equal("2501.12345", Payload.Record(Assert.Single(rss)).ArxivId);
        var record = Payload.Record(Assert.Single(atom));
        Assert.Equal((SourceNames.ArxivRss, new DateOnly(2024, 8, 23), "We consider."), (record.Source, record.Day, record.Abstract.Trim()));
        Assert.Equal(["Antonin Monteil", "Paul Pegon"], record.Authors);
        Assert.Equal(["math.AP"], record.Categories);
    }

    private static IEnumerable<SourceEntry> Atom(string text) => new ArxivAtomFormat().Read(Payload.Of(text), TestContexts.Undated);

    private static string Feed(params int[] numbers) =>
        $"<feed xmlns=\"http://www.w3.org/2005/Atom\">{string.Concat(numbers.Select(n => $"<entry><id>http://arxiv.org/abs/2401.{n:00000}</id><title>T</title><summary>S</summary></entry>"))}</feed>";

    private static IEnumerable<string?> Ids(IEnumerable<SourceEntry> entries) => entries.OfType<ReadRecord>().Select(entry => entry.Record.ArxivId);
}
