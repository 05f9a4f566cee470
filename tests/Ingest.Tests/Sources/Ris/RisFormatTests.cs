using System.Text;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Ris;
using Papers.Ingest.Tests.Sources.JsonLines;

namespace Papers.Ingest.Tests.Sources.Ris;

public sealed class RisFormatTests
{
    private const string Good = "TY  - JOUR\nTI  - Good\nAB  - Text.\nER  - \n";

    [Fact]
    public void A_record_is_read()
    {
        const string Text = "\uFEFFTY  - JOUR\r\nT1  - The Analytical\r\nEngine\r\nA1  - Lovelace, Ada\r\nAU  - Babbage, Charles\r\nN2  - We show\r\n that it works.\r\n"
            + "DO  - 10.1000/ABC\r\nUR  - https://arxiv.org/abs/2501.04519v2\r\nPY  - 2025\r\nDA  - 2025/01/08/\r\nKW  - engines\r\nN1  - 12 pages\r\nER  - \r\n";

        var read = Assert.IsType<ReadRecord>(Assert.Single(Read(Text)));
        var record = read.Record;

        Assert.Equal(1, read.Line);
        Assert.Equal("The Analytical Engine", record.Title);
        Assert.Equal("We show  that it works.", record.Abstract);
        Assert.Equal(["Ada Lovelace", "Charles Babbage"], record.Authors);
        Assert.Equal("2501.04519", record.ArxivId);
        Assert.Equal(2, record.ArxivVersion);
        Assert.Equal("10.1000/abc", record.Doi);
        Assert.Equal("12 pages", record.Comment);
        Assert.Equal(new DateTimeOffset(2025, 1, 8, 0, 0, 0, TimeSpan.Zero), record.PublishedAt);
        Assert.Null(record.Day);
    }

    [Theory]
    [InlineData("TY  - JOUR\nTI  - T\nER  - \n", "abstract")]
    [InlineData("TY  - JOUR\nAB  - A\nER  -\n", "title")]
    [InlineData("TY  - JOUR\nTI  - T\nAB  - A\n", "ER")]
    public void One_broken_record_costs_no_other(string broken, string reason)
    {
        var entries = Read(Good + broken + Good);

        Payload.IsRejected(entries[1], 5, reason);
        Assert.IsType<ReadRecord>(entries[2]);
        Assert.Equal(3, entries.Count);
    }

    [Fact]
    public void Invalid_utf8_and_a_cut_end_are_told()
    {
        var bytes = Encoding.Latin1.GetBytes(Good.Replace("Good", "caf\u00E9", StringComparison.Ordinal) + Good + "TY  - JOUR\nTI  - T\n");

        var entries = new RisFormat().Read(new MemoryStream(bytes), TestContexts.Undated).ToList();

        Payload.IsRejected(entries[0], 1, "UTF-8");
        Assert.IsType<ReadRecord>(entries[1]);
        Payload.IsRejected(entries[2], 9, "ER");
    }

    [Fact]
    public void A_field_of_200_megabytes_is_rejected_in_bounded_memory_and_the_next_record_read()
    {
        using var text = new GiantLineStream("TY  - JOUR\nAB  - ", 200_000_000, "\nER  - \n" + Good);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var entries = new RisFormat().Read(text, TestContexts.Undated).ToList();

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 32_000_000);
        Assert.Contains("ine 2", Assert.IsType<RejectedEntry>(entries[0]).Reason, StringComparison.Ordinal);
        Assert.IsType<ReadRecord>(entries[1]);
    }

    [Fact]
    public void A_record_without_end_is_bounded()
    {
        var text = "TY  - JOUR\n" + string.Concat(Enumerable.Repeat("AB  - more and more\n", 200_000)) + "ER  - \n" + Good;

        var entries = Read(text);

        Assert.Contains("2,097,152", Assert.IsType<RejectedEntry>(entries[0]).Reason, StringComparison.Ordinal);
        Assert.IsType<ReadRecord>(entries[1]);
    }

    private static List<SourceEntry> Read(string text) =>
        new RisFormat().Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContexts.Undated).ToList();
}
