using System.Text.Json;

namespace Papers.Testing.Harvest;

/// <summary>Small replies as the sources write them.</summary>
public static class Replies
{
    public const string Page = "<!DOCTYPE html><html><body><h1>We'll be back soon</h1></body></html>";

    public static string Daily(params (string Id, int Upvotes)[] papers) => JsonSerializer.Serialize(papers.Select(paper => new
    {
        paper = new { id = paper.Id, title = $"Title of {paper.Id}", summary = $"What {paper.Id} is about.", authors = new[] { new { name = "Ada Lovelace" } }, publishedAt = "2026-02-02T10:00:00.000Z", upvotes = paper.Upvotes },
        publishedAt = "2026-02-03T10:00:00.000Z",
        title = $"Title of {paper.Id}",
    }));

    public static string Atom(int total, int start, params (string Id, string Updated)[] papers) => $"""
        <?xml version='1.0' encoding='UTF-8'?>
        <feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
          <opensearch:totalResults>{total}</opensearch:totalResults><opensearch:startIndex>{start}</opensearch:startIndex>
          {string.Concat(papers.Select(paper => $"<entry><id>http://arxiv.org/abs/{paper.Id}v1</id><title>Title of {paper.Id}</title><updated>{paper.Updated}T10:00:00Z</updated><published>{paper.Updated}T10:00:00Z</published><summary>What {paper.Id} is about.</summary><author><name>Ada Lovelace</name></author><category term=\"cs.CL\"/></entry>"))}
        </feed>
        """;

    public const string AtomError = """
        <feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/api/errors#incorrect_id_format</id><title>Error</title><summary>incorrect id format for x</summary></entry></feed>
        """;

    public static string Oai(string? token, params (string Id, string Day)[] records) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-02-11T12:00:00Z</responseDate><ListRecords>
        {string.Concat(records.Select(record => record.Id.StartsWith('-')
            ? $"<record><header status=\"deleted\"><identifier>oai:arXiv.org:{record.Id[1..]}</identifier><datestamp>{record.Day}</datestamp></header></record>"
            : $"<record><header><identifier>oai:arXiv.org:{record.Id}</identifier><datestamp>{record.Day}</datestamp></header><metadata><arXiv xmlns=\"http://arxiv.org/OAI/arXiv/\"><id>{record.Id}</id><created>{record.Day}</created><authors><author><keyname>Lovelace</keyname><forenames>Ada</forenames></author></authors><title>Title of {record.Id}</title><categories>cs.CL</categories><abstract>What {record.Id} is about.</abstract></arXiv></metadata></record>"))}
        {(token is null ? "" : $"<resumptionToken>{token}</resumptionToken>")}
        </ListRecords></OAI-PMH>
        """;

    public static string OaiError(string code) => $"""
        <OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-02-11T12:00:00Z</responseDate><error code="{code}">no</error></OAI-PMH>
        """;

    public static string Rss(string day, params string[] ids) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel><title>cs updates</title><pubDate>{day} 00:00:00 -0500</pubDate>
        {string.Concat(ids.Select(id => $"<item><title>Title of {id}</title><link>https://arxiv.org/abs/{id}</link><description>arXiv:{id}v1 Announce Type: new\nAbstract: What {id} is about.</description><guid isPermaLink=\"false\">oai:arXiv.org:{id}v1</guid><category>cs.CL</category><arxiv:announce_type>new</arxiv:announce_type><dc:creator>Ada Lovelace</dc:creator></item>"))}
        </channel></rss>
        """;
}
