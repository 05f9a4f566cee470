using Papers.Ingest.Identifiers;

namespace Papers.Ingest.Records;

/// <summary>The names of the sources. They are stored, so they never change.</summary>
internal static class SourceNames
{
    public const string PageDump = "page-dump";
    public const string JsonLines = "json-lines";
    public const string HuggingFaceDaily = "huggingface-daily";
    public const string ArxivAtom = "arxiv-atom";
    public const string ArxivOaiPmh = "arxiv-oai-pmh";
    public const string ArxivRss = "arxiv-rss";
    public const string Doi = "doi";
    public const string BibTex = "bibtex";
    public const string Ris = "ris";
    public const string Csv = "csv";
}
