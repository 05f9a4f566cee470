using System.Globalization;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.ArxivAtom;

namespace Papers.Ingest.Tests.Sources.ArxivAtom;

public sealed class ArxivAtomReplyTests
{
    private const string Head = """<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">""";
    private const string Paper = "<entry><id>http://arxiv.org/abs/2401.01234v2</id><title>T</title><summary>S</summary></entry>";

    [Theory]
    [InlineData("query-0-10", 0, "2202.12139v1 2405.13786v1 2005.14124v2 2204.08348v3 2302.03287v3 1202.4527v1 2503.05378v2 1205.1866v1 2502.07719v2 1812.11470v1")]
    [InlineData("query-0-15", 0, "2202.12139v1 2405.13786v1 2005.14124v2 2204.08348v3 2302.03287v3 1202.4527v1 2503.05378v2 1205.1866v1 2502.07719v2 1812.11470v1 2403.16981v2 2004.03322v1 1912.09881v1 2406.19956v3 1912.04900v1")]
    [InlineData("query-10-10", 10, "2403.16981v2 2004.03322v1 1912.09881v1 2406.19956v3 1912.04900v1 2301.05651v1 1605.01097v1 2301.13615v1 2407.18756v1 2202.06271v1")]
    [InlineData("query-20-10", 20, "2008.01944v1 2005.06826v1 2306.03845v1 1908.03707v1 2109.07960v2 2409.05654v9 2104.11069v1 2106.13414v2 2007.10224v1 2602.15552v1")]
    public void A_page_of_a_query_gives_its_papers_in_order(string payload, int start, string ids)
    {
        var reply = Read(payload);

        Assert.Equal((214881, start, null), (reply.TotalResults, reply.StartIndex, reply.Error));
        Assert.Equal(ids, string.Join(' ', reply.Entries.Select(Payload.Record).Select(record => $"{record.ArxivId}v{record.ArxivVersion}")));
        Assert.All(reply.Items, item => Assert.NotNull(item.UpdatedAt));
    }

    [Fact]
    public void A_paper_has_all_that_arXiv_says_of_it()
    {
        var item = Read("query-0-10").Items[2];
        var record = Payload.Record(item.Entry);

        Assert.Equal(SourceNames.ArxivAtom, record.Source);
        Assert.StartsWith("Active Fuzzing for Testing and Securing Cyber-Phy", record.Title, StringComparison.Ordinal);
        Assert.Equal(["cs.SE", "cs.CR", "cs.LG"], record.Categories);
        Assert.Equal(5, record.Authors.Count);
        Assert.Equal("10.1145/3395363.3397376", record.Doi);
        Assert.StartsWith("Accepted by the ACM SIGSOFT", record.Comment, StringComparison.Ordinal);
        Assert.Equal(Time("2020-05-28T16:19:50Z"), record.PublishedAt);
        Assert.Equal(Time("2020-07-16T08:15:48Z"), item.UpdatedAt);
    }

    [Theory]
    [InlineData("query-0-10", 2, "2020-05-29")]
    [InlineData("query-0-10", 8, "2025-02-12")]
    [InlineData("query-0-10", 9, "2019-01-01")]
    [InlineData("one-id-of-two", 0, "2017-07-28")]
    [InlineData("old-id", 0, "2006-01-03")]
    public void The_day_is_when_the_first_version_was_announced(string payload, int index, string day) =>
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), Payload.Record(Read(payload).Entries[index]).Day);

    [Fact]
    public void An_unknown_identifier_gives_an_empty_page()
    {
        var reply = Read("unknown-id");

        Assert.Empty(reply.Entries);
        Assert.Equal((0, 0, null), (reply.TotalResults, reply.StartIndex, reply.Error));
    }

    [Fact]
    public void Many_authors_of_proceedings_are_all_read()
    {
        var reply = Read("one-id-of-two");
        var record = Payload.Record(Assert.Single(reply.Entries));

        Assert.Equal(1, reply.TotalResults);
        Assert.Equal(("1707.08567", 1, 34), (record.ArxivId, record.ArxivVersion, record.Authors.Count));
        Assert.Equal("Kees A. Schouhamer Immink", record.Authors[0]);
        Assert.Equal("Dirk WÃ¼bben", record.Authors[32]);
    }

    [Fact]
    public void Affiliations_are_not_part_of_names()
    {
        var record = Payload.Record(Assert.Single(Read("old-id").Entries));

        Assert.Equal(("astro-ph/0601001", 1), (record.ArxivId, record.ArxivVersion));
        Assert.Equal(["Andrew Gould", "Susan Dorsher", "B. Scott Gaudi", "Andrzej Udalski"], record.Authors);
        Assert.Null(record.Doi);
    }

    [Fact]
    public void Short_titles_and_several_categories_are_taken()
    {
        Assert.Equal("0", Payload.Record(Assert.Single(Read("title-0").Entries)).Title);
        Assert.Equal(["math.CO", "math.ST"], Payload.Record(Assert.Single(Read("1605.08386").Entries)).Categories);
    }

    [Theory]
    [InlineData("http://arxiv.org/api/errors#incorrect_id_format_for_1234", "Error")]
    [InlineData("https://arxiv.org/api/errors", "Error")]
    [InlineData("https://arxiv.org/api/errors", "")]
    [InlineData("", "Error")]
    public void The_Error_entry_is_an_error_and_no_paper(string id, string title)
    {
        var reply = Parse($"{Head}<opensearch:totalResults>1</opensearch:totalResults><entry><id>{id}</id><title>{title}</title><summary>incorrect id format for 1234</summary></entry></feed>");

        Assert.Empty(reply.Entries);
        Assert.Equal("incorrect id format for 1234", reply.Error);
    }

    [Fact]
    public void A_paper_that_is_called_Error_is_a_paper()
    {
        var reply = Parse($"{Head}{Paper.Replace("<title>T<", "<title>Error<", StringComparison.Ordinal)}</feed>");

        Assert.Equal(("2401.01234", null), (Payload.Record(Assert.Single(reply.Entries)).ArxivId, reply.Error));
    }

    [Fact]
    public void An_empty_page_that_should_not_be_empty_is_told_by_its_total()
    {
        var reply = Parse($"{Head}<opensearch:totalResults>214881</opensearch:totalResults><opensearch:startIndex>300</opensearch:startIndex></feed>");

        Assert.Empty(reply.Entries);
        Assert.Equal((214881, 300), (reply.TotalResults, reply.StartIndex));
    }

    [Fact]
    public void One_broken_entry_is_rejected_and_the_rest_goes_on()
    {
        var reply = Parse($"{Head}{Paper}\n<entry><title>T</title><summary>S</summary></entry>\n<entry><id>http://arxiv.org/abs/2401.99</id><title>T</title><summary>S</summary></entry><entry><id>http://arxiv.org/abs/2401.01235</id><title>T</title></entry>{Paper}</feed>");

        Payload.AreRejected(reply.Entries.Skip(1).Take(3), "No id", "2401.99", "abstract");
        Assert.Equal([1L, 2, 3, 3, 3], reply.Entries.Select(entry => entry.Line));
        Assert.Equal(2, reply.Entries.OfType<ReadRecord>().Count());
    }

    [Theory]
    [InlineData("10.48550/arXiv.2401.01234", null)]
    [InlineData("https://doi.org/10.1145/3395363.3397376", "10.1145/3395363.3397376")]
    [InlineData("10.48550/arXiv.2401.01234 10.1007/s1", "10.1007/s1")]
    [InlineData("forthcoming", null)]
    public void Only_the_DOI_of_a_publication_elsewhere_counts(string doi, string? found)
    {
        var reply = Parse($"{Head}{Paper.Replace("</entry>", $"<arxiv:doi>{doi}</arxiv:doi></entry>", StringComparison.Ordinal)}</feed>");

        Assert.Equal(found, Payload.Record(reply.Entries[0]).Doi);
    }

    [Fact]
    public void A_withdrawn_paper_stays_a_paper()
    {
        var reply = Parse($"{Head}{Paper.Replace("</entry>", "<arxiv:comment>This paper has been withdrawn by the author</arxiv:comment></entry>", StringComparison.Ordinal)}</feed>");

        Assert.Equal("This paper has been withdrawn by the author", Payload.Record(reply.Entries[0]).Comment);
    }

    [Fact]
    public void A_reply_that_is_cut_off_anywhere_is_unreadable() =>
        Payload.IsUnreadableWhereCutAnywhere(Payload.Bytes("ArxivAtom/ArxivAtomReplyTests.title-0.xml"), reply => ArxivAtomReply.Read(reply, TestContexts.Undated));

    private static ArxivAtomReply Read(string payload) =>
        ArxivAtomReply.Read(Payload.Of(Payload.Bytes($"ArxivAtom/ArxivAtomReplyTests.{payload}.xml")), TestContexts.Undated);

    private static ArxivAtomReply Parse(string xml) => ArxivAtomReply.Read(Payload.Of(xml), TestContexts.Undated);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
