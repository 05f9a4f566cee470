using Papers.Ingest.Sources.ArxivAtom;
using Papers.Ingest.Sources.ArxivOaiPmh;
using Papers.Ingest.Sources.ArxivRss;
using Papers.Ingest.Sources.BibTex;
using Papers.Ingest.Sources.Csv;
using Papers.Ingest.Sources.DoiOrg;
using Papers.Ingest.Sources.HuggingFaceDaily;
using Papers.Ingest.Sources.JsonLines;
using Papers.Ingest.Sources.PageDump;
using Papers.Ingest.Sources.Ris;

namespace Papers.Ingest.Tests.Fuzz;

/// <summary>Every reader of files and of replies.</summary>
internal static class FuzzedReaders
{
    private const string JsonPaper = """{"id": "2503.11731", "title": "A title", "abstract": "An abstract.", "authors": ["Ada L.", "Ch. B."], "categories": ["cs.CV"], "comment": null, "listed": "2025-03-18"}""";

    private const string DailyRow = """
        {"paper":{"id":"2501.04519","authors":[{"_id":"6","name":"Ada Lovelace","hidden":false}],"publishedAt":"2025-01-08T14:12:57.000Z",
        "submittedOnDailyAt":"2025-01-09T01:00:00.000Z","title":"A title","summary":"A summary.","upvotes":12,"ai_summary":"Short.","ai_keywords":["engines"],
        "githubRepo":"https://github.com/ada/engine","githubStars":3,"organization":{"name":"a","fullname":"A","avatar":"https://example.org/a.png"}},
        "publishedAt":"2025-01-08T22:00:00.000Z","title":"A title","thumbnail":"https://example.org/t.png","numComments":4,
        "submittedBy":{"_id":"1","avatarUrl":"/avatars/1.svg","fullname":"Reader","name":"reader"},"mediaUrls":["https://example.org/m.mp4"]}
        """;

    private const string Work = """{"title":"A title","abstract":"<jats:p>An abstract.</jats:p>","author":[{"given":"Ada","family":"Lovelace"}],"issued":{"date-parts":[[2025,1,8]]}}""";

    private const string Atom = """
        <?xml version="1.0" encoding="UTF-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom"><title>arXiv Query</title><id>http://arxiv.org/api/x</id><updated>2025-01-09T00:00:00-05:00</updated>
        <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">1</opensearch:totalResults>
        <entry><id>http://arxiv.org/abs/2501.04519v1</id><updated>2025-01-08T14:12:57Z</updated><published>2025-01-08T14:12:57Z</published>
        <title>A title</title><summary>  An abstract. </summary><author><name>Ada Lovelace</name></author>
        <arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">12 pages</arxiv:comment>
        <arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.CL"/><category term="cs.CL"/></entry></feed>
        """;

    private const string Oai = """
        <?xml version="1.0" encoding="UTF-8"?>
        <OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2025-01-09T00:00:00Z</responseDate><request verb="ListRecords">http://oai.arxiv.org/oai</request>
        <ListRecords><record><header><identifier>oai:arXiv.org:2501.04519</identifier><datestamp>2025-01-09</datestamp><setSpec>cs</setSpec></header>
        <metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2501.04519</id><created>2025-01-08</created><authors><author><keyname>Lovelace</keyname><forenames>Ada</forenames></author></authors>
        <title>A title</title><categories>cs.CL cs.AI</categories><comments>12 pages</comments><doi>10.1000/182</doi><abstract>An abstract.</abstract></arXiv></metadata></record>
        <resumptionToken cursor="0" completeListSize="2">6549533|1001</resumptionToken></ListRecords></OAI-PMH>
        """;

    private const string Rss = """
        <?xml version='1.0' encoding='UTF-8'?>
        <rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel><title>cs.CL updates on arXiv.org</title>
        <pubDate>Thu, 09 Jan 2025 00:00:00 -0500</pubDate><item><title>A title</title><link>https://arxiv.org/abs/2501.04519</link>
        <description>arXiv:2501.04519v1 Announce Type: new 
        Abstract: An abstract.</description><guid isPermaLink="false">oai:arXiv.org:2501.04519v1</guid><category>cs.CL</category>
        <pubDate>Thu, 09 Jan 2025 00:00:00 -0500</pubDate><arxiv:announce_type>new</arxiv:announce_type><dc:creator>Ada Lovelace, Charles Babbage</dc:creator></item></channel></rss>
        """;

    private const string Bib = """
        @string{conf = "Conference"}
        @inproceedings{lovelace, title = {{BERT} and $\alpha$}, author = "Lovelace, Ada and {\"O}zg{\"u}r and others", booktitle = conf # " on Engines", abstract = {A \emph{text}.}, month = jan, year = 2025, eprint = {2501.04519}, archivePrefix = {arXiv}}
        """;

    private const string RisRecord = "TY  - JOUR\r\nTI  - A title\r\nAU  - Lovelace, Ada\r\nAB  - An abstract.\r\nUR  - https://arxiv.org/abs/2501.04519\r\nDA  - 2025/01/08/\r\nER  - \r\n";

    private const string Table = "id,title,abstract,authors,categories,date\r\n2501.04519,\"A \"\"title\"\"\",\"An\nabstract.\",\"Lovelace, Ada; Babbage, Charles\",cs.CL,2025-01-09\r\n";

    private static readonly string s_page = "A title of a paper that is read here\n" + string.Concat(Enumerable.Repeat("We show that it works on a great many engines, and say why. ", 8)) + "\n";

    private static readonly string[] s_json = ["{", "}", "[", "]", "\"", ":", ",", "null", "true", "\\ud800", "\\u0000", "{\"paper\":{", "\"id\":", "\"title\":", "\"abstract\":", "\"summary\":", "\"authors\":[", "1e999", "-0", "\\", "\uFEFF"];
    private static readonly string[] s_xml = ["<", ">", "</", "/>", "&amp;", "&#0;", "&#x10FFFF;", "&x;", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE a [<!ENTITY x \"y\">]>", "<?xml version=\"1.1\"?>", "encoding=\"UTF-16\"", "xmlns=\"\"", "<entry>", "</entry>", "<record>", "<item>", "<title>", "</feed>", "status=\"deleted\""];
    private static readonly string[] s_bib = ["@", "@string{", "@comment{", "@preamble{", "@misc{k,", "{", "}", "(", ")", "\"", "#", "=", ",", " and ", "\\", "\\\"{", "$", "\\begin{", "\\frac{", "\\url{", "^{", "_{", "%", "title=", "abstract=", "author=", "eprint="];
    private static readonly string[] s_ris = ["TY  - ", "ER  - ", "TI  - ", "AB  - ", "AU  - ", "DO  - 10.1/x", "\r", "\n", "\r\n", "  - ", "DA  - "];
    private static readonly string[] s_csv = ["\"", "\"\"", ",", ";", "\t", "|", "\r", "\n", "\",\"", "[\"", "\"]", "title", "abstract", "\uFEFF"];
    private static readonly string[] s_text = ["\n", "\r", "\n\n", "\u2028", "Abstract", "Daily Papers", "\uFEFF"];

    public static IReadOnlyList<FuzzedReader> All { get; } =
    [
        new("JSON Lines", new JsonLinesFormat().Read, [".jsonl", ".gz"], JsonPaper + "\n" + JsonPaper, s_json),
        new("JSON list", new JsonListFormat().Read, [".json"], $"[{JsonPaper},\n{JsonPaper}]", s_json),
        new("page of papers", new PageDumpFormat().Read, [".txt"], s_page, s_text),
        new("Hugging Face daily papers", new HuggingFaceDailyFormat().Read, [".json"], $"[{DailyRow}]", s_json),
        new("Hugging Face daily reply", (text, context) => HuggingFaceDailyReply.Read(text, context).Entries, [".json"], $"[{DailyRow}]", s_json),
        new("arXiv Atom", new ArxivAtomFormat().Read, [".xml"], Atom, s_xml),
        new("arXiv OAI-PMH", new OaiPmhFormat().Read, [".xml"], Oai, s_xml),
        new("arXiv RSS", new ArxivRssFormat().Read, [".xml"], Rss, s_xml),
        new("arXiv Atom reply", (text, context) => ArxivAtomReply.Read(text, context).Entries, [".xml"], Atom, s_xml),
        new("arXiv OAI-PMH reply", (text, context) => OaiPmhReply.Read(text, context).Entries, [".xml"], Oai, s_xml),
        new("arXiv RSS reply", (text, context) => ArxivRssReply.Read(text, context).Entries, [".xml"], Rss, s_xml),
        new("DOI reply", (text, context) => [DoiReply.Read(text, "10.1000/1", context)], [".json"], Work, s_json),
        new("BibTeX", new BibTexFormat().Read, [".bib"], Bib, s_bib),
        new("RIS", new RisFormat().Read, [".ris"], RisRecord, s_ris),
        new("CSV", new CsvFormat().Read, [".csv", ".tsv"], Table, s_csv),
    ];

    public static FuzzedReader Get(string name) => All.Single(reader => reader.Name == name);
}
