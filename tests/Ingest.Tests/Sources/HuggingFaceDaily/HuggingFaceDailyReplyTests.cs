using System.Text;
using Papers.Ingest.Harvest;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.HuggingFaceDaily;

namespace Papers.Ingest.Tests.Sources.HuggingFaceDaily;

public sealed class HuggingFaceDailyReplyTests
{
    private const string Row = """{"paper":{"id":"2501.04519","title":"A title","summary":"An abstract.","authors":[]},"numComments":2}""";

    [Fact]
    public void A_whole_reply_gives_its_rows()
    {
        var reply = Read($"[{Row},\n{Row.Replace("04519", "04520", StringComparison.Ordinal)}]\n");

        Assert.Equal(["2501.04519", "2501.04520"], reply.Entries.Cast<ReadRecord>().Select(read => read.Record.ArxivId));
    }

    [Fact]
    public void A_day_without_papers_is_a_whole_reply() => Assert.Empty(Read("[]").Entries);

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("[]]")]
    [InlineData("null")]
    [InlineData("<!DOCTYPE html><html><body>Too many requests</body></html>")]
    [InlineData("""{"error":"Invalid date"}""")]
    [InlineData($"[{Row}")]
    [InlineData($"[{Row},")]
    [InlineData($"[{Row},]")]
    [InlineData($"[{Row} {Row}]")]
    [InlineData($"[{Row}][{Row}]")]
    public void Nothing_is_taken_of_what_is_not_one_whole_reply(string text) =>
        Assert.Throws<UnreadableReplyException>(() => Read(text));

    [Fact]
    public void Every_reply_that_is_cut_is_unreadable()
    {
        var whole = $"[{Row},{Row}]";

        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<UnreadableReplyException>(() => Read(whole[..length]));
        }
    }

    [Fact]
    public void Deep_nesting_and_a_reply_that_never_ends_are_unreadable()
    {
        Assert.Throws<UnreadableReplyException>(() => Read(new string('[', 100_000)));
    }

    [Fact]
    public void A_broken_row_in_a_whole_reply_is_rejected_and_the_others_stay()
    {
        var entries = Read($$$"""[{{{Row}}},{"paper":{"id":"2501.00001","title":7}},null,{{{Row}}}]""").Entries;

        Assert.Contains("title is not a text", Assert.IsType<RejectedEntry>(entries[1]).Reason, StringComparison.Ordinal);
        Assert.Contains("JSON object", Assert.IsType<RejectedEntry>(entries[2]).Reason, StringComparison.Ordinal);
        Assert.IsType<ReadRecord>(entries[3]);
    }

    private static HuggingFaceDailyReply Read(string text) =>
        HuggingFaceDailyReply.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContexts.Undated);
}
