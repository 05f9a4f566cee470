using System.Text;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Csv;
using Papers.Ingest.Tests.Sources.JsonLines;

namespace Papers.Ingest.Tests.Sources.Csv;

public sealed class CsvFormatTests
{
    private const string Header = "Title,Abstract,arXiv ID\n";
    private const string Good = "Good,Text.,2501.04519\n";

    [Fact]
    public void A_row_becomes_a_record()
    {
        const string Text = "\uFEFF\"ID\",Title,Authors,Summary,Categories,DOI,URL,Comments,Listed,Published\r\n"
            + "7,\"A \"\"quoted\"\" title, with comma\",\"Lovelace, Ada; Babbage, Charles\",\"First line\r\nsecond line\",cs.CL cs.AI,10.1000/ABC,https://arxiv.org/abs/2501.04519v2,12 pages,2025-01-09,2025-01-08T14:12:57Z\r\n";

        var read = Assert.IsType<ReadRecord>(Assert.Single(Read(Text)));
        var record = read.Record;

        Assert.Equal(2, read.Line);
        Assert.Equal("A \"quoted\" title, with comma", record.Title);
        Assert.Equal("First line\nsecond line", record.Abstract);
        Assert.Equal(["Ada Lovelace", "Charles Babbage"], record.Authors);
        Assert.Equal(["cs.CL", "cs.AI"], record.Categories);
        Assert.Equal("2501.04519", record.ArxivId);
        Assert.Equal("10.1000/abc", record.Doi);
        Assert.Equal("12 pages", record.Comment);
        Assert.Equal(new DateOnly(2025, 1, 9), record.Day);
        Assert.Equal(new DateTimeOffset(2025, 1, 8, 14, 12, 57, TimeSpan.Zero), record.PublishedAt);
    }

    [Theory]
    [InlineData("\t")]
    [InlineData(";")]
    [InlineData("|")]
    public void The_header_tells_what_separates_fields(string separator)
    {
        var text = $"id{separator}title{separator}abstract\n2501.04519{separator}One, two{separator}\"with {separator} inside\"\n";

        var record = Assert.IsType<ReadRecord>(Assert.Single(Read(text))).Record;

        Assert.Equal("One, two", record.Title);
        Assert.Equal($"with {separator} inside".Replace('\t', ' '), record.Abstract);
    }

    [Theory]
    [InlineData("[\"Ada Lovelace\", \"Charles Babbage\"]")]
    [InlineData("['Ada Lovelace', 'Charles Babbage']")]
    [InlineData("Ada Lovelace; Charles Babbage")]
    [InlineData("Ada Lovelace and Charles Babbage")]
    [InlineData("Lovelace, Ada and Babbage, Charles")]
    [InlineData("Ada Lovelace, Charles Babbage")]
    public void Authors_come_in_many_ways(string authors)
    {
        var record = Assert.IsType<ReadRecord>(Assert.Single(Read($"title\tabstract\tauthors\nt\ta\t{authors}\n"))).Record;

        Assert.Equal(["Ada Lovelace", "Charles Babbage"], record.Authors);
    }

    [Theory]
    [InlineData("only a title", "1 fields")]
    [InlineData("a,b,2501.04519,d", "4 fields")]
    [InlineData("t,,2501.04519", "abstract")]
    [InlineData(",a,2501.04519", "title")]
    [InlineData("t,a,nonsense", "arXiv identifier")]
    public void One_broken_row_costs_no_other(string broken, string reason)
    {
        var entries = Read($"{Header}{Good}{broken}\n\n{Good}");

        Payload.IsRejected(entries[1], 3, reason);
        Assert.Equal(5, Assert.IsType<ReadRecord>(entries[2]).Line);
        Assert.Equal(3, entries.Count);
    }

    [Fact]
    public void A_day_that_is_none_is_told() =>
        Assert.Contains("date", Assert.IsType<RejectedEntry>(Assert.Single(Read("title,abstract,date\nt,a,18 March\n"))).Reason, StringComparison.Ordinal);

    [Fact]
    public void Lines_may_end_in_a_carriage_return_alone_and_the_last_in_nothing() =>
        Assert.Equal(2, Read((Header + Good + Good).TrimEnd().Replace('\n', '\r')).OfType<ReadRecord>().Count());

    [Fact]
    public void Invalid_utf8_and_a_quote_that_is_not_closed_are_told()
    {
        var bytes = Encoding.Latin1.GetBytes($"{Header}caf\u00E9,a,2501.04519\n{Good}\"t,a,2501.04519\n");

        var entries = new CsvFormat().Read(new MemoryStream(bytes), TestContexts.Undated).ToList();

        Payload.IsRejected(entries[0], 2, "UTF-8");
        Assert.IsType<ReadRecord>(entries[1]);
        Assert.Contains("truncated", Assert.IsType<RejectedEntry>(entries[2]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quoted_field_of_200_megabytes_is_rejected_in_bounded_memory_and_the_next_row_read()
    {
        using var text = new GiantLineStream(Header + "\"", 200_000_000, "\",a,\n" + Good);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var entries = new CsvFormat().Read(text, TestContexts.Undated).ToList();

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 32_000_000);
        Payload.IsRejected(entries[0], 2, "4,194,304 bytes");
        Assert.Equal(3, Assert.IsType<ReadRecord>(entries[1]).Line);
    }

    private static List<SourceEntry> Read(string text) =>
        new CsvFormat().Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContexts.Undated).ToList();
}
