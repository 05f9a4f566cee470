using System.Globalization;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.ArxivOaiPmh;

namespace Papers.Ingest.Tests.Sources.ArxivOaiPmh;

public sealed class OaiPmhReplyTests
{
    private const string Head = """<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-02-27T03:00:05Z</responseDate><request verb="ListRecords">https://oaipmh.arxiv.org/oai</request>""";

    [Fact]
    public void A_list_gives_its_records_in_order()
    {
        var reply = Read("hep-ex");
        var records = reply.Entries.Select(Payload.Record).ToList();

        Assert.Equal(["1706.05371", "1706.09418", "1707.00874"], records.Select(record => record.ArxivId));
        Assert.Equal(["2017-06-19", "2017-06-29", "2017-07-05"], records.Select(record => $"{record.Day:yyyy-MM-dd}"));
        Assert.Equal([13, 5, 3], records.Select(record => record.Authors.Count));
        Assert.Equal([null, "10.1140/epjc/s10052-017-5414-4", null], records.Select(record => record.Doi));
        Assert.All(reply.Items, item => Assert.Equal(Time("2017-12-14T00:00:00Z"), item.Datestamp));
        Assert.Equal((null, null), (reply.ResumptionToken, reply.ErrorCode));
    }

    [Fact]
    public void A_record_has_all_that_arXiv_says_of_it()
    {
        var record = Payload.Record(Assert.Single(Read("1401.2122").Entries));

        Assert.Equal(SourceNames.ArxivOaiPmh, record.Source);
        Assert.Equal("New integrable (3+1)-dimensional systems and contact geometry", record.Title);
        Assert.Equal(["A. Sergyeyev"], record.Authors);
        Assert.Equal(["math.AP", "hep-th", "math-ph", "math.DG", "math.MP", "nlin.SI"], record.Categories);
        Assert.Equal("10.1007/s11005-017-1013-4", record.Doi);
        Assert.StartsWith("16 pages, LaTeX, no figures", record.Comment, StringComparison.Ordinal);
        Assert.EndsWith("rational in the spectral parameter.", record.Abstract.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal((null, null, new DateOnly(2014, 1, 10)), (record.ArxivVersion, record.PublishedAt, record.Day));
    }

    [Theory]
    [InlineData("1601.03238", "Planck Collaboration, Jieci Wang, Zehua Tian, Jiliang Jing, Heng Fan", "10.1103/physrevd.93.016005", "2016-01-14")]
    [InlineData("1512.07978", "Teresa Maria Montaruli for the IceCube Collaboration", null, "2015-12-29")]
    [InlineData("1603.00997", "Sinya for JLQCD Collaboration", null, "2016-03-04")]
    [InlineData("1603.01251", "Mark Scott for the NuPRISM, Hyper-K collaborations", null, "2016-03-04")]
    public void Unusual_records_are_read_as_they_are(string id, string authors, string? doi, string day)
    {
        var record = Payload.Record(Assert.Single(Read(id).Entries));

        Assert.Equal((id, authors, doi), (record.ArxivId, string.Join(", ", record.Authors), record.Doi?.ToLowerInvariant()));
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), record.Day);
    }

    [Fact]
    public void Titles_pass_with_the_words_that_line_breaks_part() => Assert.Equal(
        "Axial U(1) symmetry in the chiral symmetric phase of 2-flavor QCD at finite temperature",
        SourceText.Clean(Payload.Record(Read("1603.00997").Entries[0]).Title));

    [Fact]
    public void A_suffix_ends_a_name() => Assert.Equal(["Waldyr A. Rodrigues Jr"], Payload.Record(Single(ArXiv(
        "<authors><author><keyname>Rodrigues</keyname><forenames>Waldyr A.</forenames><suffix>Jr</suffix><affiliation>Unicamp</affiliation></author></authors>"))).Authors);

    [Fact]
    public void Raw_metadata_tell_versions_and_exact_times()
    {
        var record = Payload.Record(Single("""
            <arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>0806.4129</id><submitter>W</submitter>
            <version version="v1"><date>Wed, 25 Jun 2008 15:29:38 GMT</date><size>14kb</size></version>
            <version version="v10"><date>Fri, 12 Dec 2014 13:15:28 GMT</date><size>17kb</size><source_type>D</source_type></version>
            <version version="v2"><date>Tue, 1 Jul 2008 17:34:26 GMT</date><size>17kb</size></version>
            <title>Gauge Fixing</title><authors>The LHCb Collaboration: Roldao da Rocha (Campinas (Brazil), Unicamp), Waldyr A. Rodrigues, Jr. and A. B</authors>
            <categories>math-ph math.MP</categories><comments>15 pages</comments><doi>10.1063/1.3536454</doi><abstract>A.</abstract></arXivRaw>
            """));

        Assert.Equal(("0806.4129", 10), (record.ArxivId, record.ArxivVersion));
        Assert.Equal((Time("2008-06-25T15:29:38Z"), new DateOnly(2008, 6, 26)), (record.PublishedAt, record.Day));
        Assert.Equal(["The LHCb Collaboration", "Roldao da Rocha", "Waldyr A. Rodrigues Jr.", "A. B"], record.Authors);
        Assert.Equal(["math-ph", "math.MP"], record.Categories);
    }

    [Fact]
    public void Dublin_Core_is_read_where_it_is_of_arXiv()
    {
        const string Of = """
            <oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Gauge Fixing</dc:title>
            <dc:creator>da Rocha, Roldao</dc:creator><dc:creator>某人</dc:creator><dc:subject>Mathematical Physics</dc:subject><dc:description>A.</dc:description>
            <dc:description>Comment: 15 pages</dc:description><dc:date>2008-06-25</dc:date><dc:identifier>http://arxiv.org/abs/0806.4129</dc:identifier>
            <dc:identifier>AIP Conf.Proc.1316:466-477,2010</dc:identifier><dc:identifier>doi:10.1063/1.3536454</dc:identifier></oai_dc:dc>
            """;
        var record = Payload.Record(Single(Of));

        Assert.Equal(["Roldao da Rocha", "某人"], record.Authors);
        Assert.Equal(("0806.4129", "10.1063/1.3536454", "15 pages"), (record.ArxivId, record.Doi, record.Comment));
        Assert.Equal(
            "\"oai:test.example.com:2\" is not an arXiv identifier.",
            Payload.Reason(Assert.Single(Parse($"{Head}<ListRecords>{Record("oai:test.example.com:2", "<dc><title>T</title><description>D</description></dc>")}</ListRecords></OAI-PMH>").Entries)));
    }

    [Fact]
    public void A_deleted_header_tells_what_was_deleted_and_when()
    {
        var reply = Parse($"""
            {Head}<ListRecords><record><header status="deleted"><identifier>oai:arXiv.org:hep-th/9901001</identifier><datestamp>2011-07-18T16:31:00Z</datestamp></header></record>
            <record><header status="deleted"><identifier>oai:test.example.com:1585310</identifier><datestamp>2011-07-18</datestamp></header></record>
            <record><header status="deleted"><identifier>oai:arXiv.org:2401.00002</identifier></header></record></ListRecords></OAI-PMH>
            """);

        Assert.Equal(new DeletedRecord(1, SourceNames.ArxivOaiPmh, "hep-th/9901001", Time("2011-07-18T16:31:00Z")), reply.Entries[0]);
        Assert.Equal("\"oai:test.example.com:1585310\", which was deleted, is not an arXiv identifier.", Payload.Reason(reply.Entries[1]));
        Assert.Contains("datestamp", Payload.Reason(reply.Entries[2]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_a_list_tells_where_it_goes_on()
    {
        var reply = Parse($"""{Head}<ListRecords><resumptionToken cursor="1000" completeListSize="8042" expirationDate="2026-02-28T00:00:00Z"> verb%3DListRecords|2001 </resumptionToken></ListRecords></OAI-PMH>""");

        Assert.Equal(("verb%3DListRecords|2001", 8042), (reply.ResumptionToken, reply.CompleteListSize));
    }

    [Theory]
    [InlineData("<resumptionToken/>")]
    [InlineData("<resumptionToken cursor=\"3\"></resumptionToken>")]
    [InlineData("")]
    public void The_last_part_of_a_list_has_no_token(string token) =>
        Assert.Null(Parse($"{Head}<ListRecords>{token}</ListRecords></OAI-PMH>").ResumptionToken);

    [Theory]
    [InlineData("<error code=\"badResumptionToken\">It has expired</error>", "badResumptionToken", "It has expired")]
    [InlineData("<error code=\"noRecordsMatch\"/>", "noRecordsMatch", "")]
    [InlineData("<error>?</error>", "", "?")]
    public void An_error_is_told_with_its_code(string error, string code, string text)
    {
        var reply = Parse($"{Head}{error}</OAI-PMH>");

        Assert.Empty(reply.Entries);
        Assert.Equal((code, text), (reply.ErrorCode, reply.Error));
    }

    [Fact]
    public void Other_verbs_have_no_entries() => Assert.Empty(Parse($"{Head}<Identify><repositoryName>A</repositoryName></Identify></OAI-PMH>").Entries);

    [Fact]
    public void One_broken_record_is_rejected_and_the_rest_goes_on()
    {
        var reply = Parse($"{Head}<ListRecords><record/><record><header><identifier>oai:arXiv.org:2401.00002</identifier></header></record>{Record("oai:arXiv.org:2401.00003", "<marc/>")}{Record("oai:arXiv.org:2401.00004", ArXiv(""))}</ListRecords></OAI-PMH>");

        Payload.AreRejected(reply.Entries.Take(3), "header", "no metadata", "<marc>");
        Assert.Equal("2401.00004", Payload.Record(reply.Entries[3]).ArxivId);
    }

    [Theory]
    [InlineData("2401.00002", "2024-01-02", "2024-01-02", "", "2024-01-03")]
    [InlineData("2401.00002", "2024-01-02", "2024-01-03", "", "2024-01-03")]
    [InlineData("2401.00002", "2024-01-02", "2024-01-04", "", "2024-01-04")]
    [InlineData("2401.00002", "2024-01-02", "2024-01-04", "2024-01-03", "2024-01-03")]
    [InlineData("2401.00002", "2024-01-06", "2024-02-01", "", "2024-01-09")]
    [InlineData("2401.00002", "2024-02-01", "2024-02-02", "", null)]
    [InlineData("hep-th/9901002", "1998-12-31", "2005-09-16", "", "1999-01-01")]
    [InlineData("2401.00002", "9999-12-31", "9999-12-31", "", null)]
    [InlineData("2401.00002", "0001-01-01", "0001-01-01", "", null)]
    [InlineData("2401.00002", "soon", "2024-02-02", "", null)]
    public void A_day_alone_tells_when_it_can_have_been_announced(string id, string created, string datestamp, string updated, string? day)
    {
        var metadata = $"<arXiv><id>{id}</id><created>{created}</created>{(updated == "" ? "" : $"<updated>{updated}</updated>")}<title>T</title><abstract>A</abstract></arXiv>";
        var reply = Parse($"{Head}<GetRecord>{Record($"oai:arXiv.org:{id}", metadata, datestamp)}</GetRecord></OAI-PMH>");

        Assert.Equal(day, Payload.Record(reply.Entries[0]).Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_reply_that_is_cut_off_anywhere_is_unreadable() =>
        Payload.IsUnreadableWhereCutAnywhere(Payload.Bytes("ArxivOaiPmh/OaiPmhReplyTests.1401.2122.xml"), reply => OaiPmhReply.Read(reply, TestContexts.Undated));

    private static string ArXiv(string authors) => $"""<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><title>T</title>{authors}<abstract>A</abstract></arXiv>""";

    private static string Record(string identifier, string metadata, string datestamp = "2024-01-31") =>
        $"<record><header><identifier>{identifier}</identifier><datestamp>{datestamp}</datestamp></header><metadata>{metadata}</metadata></record>";

    private static SourceEntry Single(string metadata) =>
        Assert.Single(Parse($"{Head}<GetRecord>{Record("oai:arXiv.org:0806.4129", metadata)}</GetRecord></OAI-PMH>").Entries);

    private static OaiPmhReply Read(string payload) =>
        OaiPmhReply.Read(Payload.Of(Payload.Bytes($"ArxivOaiPmh/OaiPmhReplyTests.{payload}.xml")), TestContexts.Undated);

    private static OaiPmhReply Parse(string xml) => OaiPmhReply.Read(Payload.Of(xml), TestContexts.Undated);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
