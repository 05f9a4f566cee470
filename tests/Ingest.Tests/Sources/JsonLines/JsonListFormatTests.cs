using System.Text;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.JsonLines;

namespace Papers.Ingest.Tests.Sources.JsonLines;

public sealed class JsonListFormatTests
{
    private const string Good = """{"title": "t", "abstract": "a", "id": "2503.11731"}""";

    [Fact]
    public void A_list_and_a_single_object_over_several_lines_are_read()
    {
        var entries = Read($"[{Good},\n{{\"title\": 7}},\n{Good}]\n" + Good.Replace(",", ",\n", StringComparison.Ordinal));

        Assert.Equal(["2503.11731", "2503.11731", "2503.11731"], entries.OfType<ReadRecord>().Select(read => read.Record.ArxivId));
        Payload.IsRejected(entries[1], 2, "title is not a text");
    }

    [Fact]
    public void A_list_that_stops_is_told() => Assert.Contains("truncated", Assert.IsType<RejectedEntry>(Read($"[{Good},")[1]).Reason, StringComparison.Ordinal);

    private static List<SourceEntry> Read(string text) =>
        new JsonListFormat().Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContexts.Undated).ToList();
}
