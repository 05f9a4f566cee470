using Papers.Ingest.Records;
using Papers.Ingest.Sources.ArxivRss;

namespace Papers.Ingest.Tests.Sources.ArxivRss;

public sealed class ArxivRssReplyTests
{
    private const string Head = """<?xml version="1.0" encoding="utf-8"?><rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" version="2.0"><channel><title>cs.LG updates on arXiv.org</title><atom:link href="http://rss.arxiv.org/rss/cs.LG" rel="self"/>""";
    private const string Day = "<pubDate>Fri, 23 Aug 2024 00:00:00 -0400</pubDate>";
    private const string End = "</channel></rss>";

    [Fact]
    public void A_feed_gives_its_day_and_its_papers()
    {
        var reply = ArxivRssReply.Read(Payload.Of(Payload.Bytes("ArxivRss/ArxivRssReplyTests.announcement.xml")), TestContexts.Undated);
        var item = Assert.Single(reply.Entries);
        var record = Payload.Record(item);

        Assert.Equal(new DateOnly(2025, 12, 31), reply.Day);
        Assert.Equal((SourceNames.ArxivRss, "2501.12345", 1), (record.Source, record.ArxivId, record.ArxivVersion));
        Assert.Equal(("Inflation expectations", "Expectations remain anchored."), (record.Title, record.Abstract.Trim()));
        Assert.Equal(["Jane Doe", "John Roe"], record.Authors);
        Assert.Equal(["econ.EM", "q-fin.EC"], record.Categories);
        Assert.Equal(("10.5555/inflation", new DateOnly(2025, 1, 10), null), (record.Doi, record.Day, record.PublishedAt));
    }

    [Theory]
    [InlineData("new", true)]
    [InlineData("cross", false)]
    [InlineData("replace", false)]
    [InlineData("replace-cross", false)]
    [InlineData("withdrawn", false)]
    public void Only_a_new_paper_is_of_the_day_of_the_feed(string text, bool isOfDay)
    {
        var item = Assert.Single(Parse(Head + Day + Item(text) + End).Entries);

        Assert.Equal(isOfDay ? new DateOnly(2024, 8, 23) : null, Payload.Record(item).Day);
    }

    [Fact]
    public void Affiliations_in_nested_brackets_are_not_names() => Assert.Equal(
        ["Jun Jiang", "Yiwen Sun", "M\\'elodie Desbos"],
        Payload.Record(Parse(Head + Day + Item("new", "Jun Jiang (Minzu University, Beijing), Yiwen Sun (Peking University (PKU), Beijing, China), M\\'elodie Desbos") + End).Entries[0]).Authors);

    [Fact]
    public void A_weekend_has_an_empty_feed()
    {
        var reply = Parse($"{Head}<pubDate>Sat, 24 Aug 2024 00:00:00 -0400</pubDate>{End}");

        Assert.Empty(reply.Entries);
        Assert.Equal(new DateOnly(2024, 8, 24), reply.Day);
    }

    [Fact]
    public void One_broken_item_is_rejected_and_the_rest_goes_on()
    {
        var reply = Parse($"{Head}{Day}<item><title>T</title></item>{Item("new")}{End}");

        Assert.Contains("guid", Payload.Reason(reply.Entries[0]), StringComparison.Ordinal);
        Assert.Equal("2203.01250", Payload.Record(reply.Entries[1]).ArxivId);
    }

    [Fact]
    public void A_reply_that_is_cut_off_anywhere_is_unreadable() => Payload.IsUnreadableWhereCutAnywhere(
        Payload.Bytes("ArxivRss/ArxivRssReplyTests.announcement.xml"), reply => ArxivRssReply.Read(reply, TestContexts.Undated));

    private static string Item(string type, string creators = "Antonin Monteil, Paul Pegon") => $"""
        <item><title>Mass concentration</title><link>https://arxiv.org/abs/2203.01250</link><description>arXiv:2203.01250v3 Announce Type: {type}
        Abstract: We consider.</description><guid isPermaLink="false">oai:arXiv.org:2203.01250v3</guid><category>math.AP</category>
        <arxiv:announce_type>{type}</arxiv:announce_type><dc:creator>{creators}</dc:creator></item>
        """;

    private static ArxivRssReply Parse(string xml) => ArxivRssReply.Read(Payload.Of(xml), TestContexts.Undated);
}
