using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>The order in which sources are trusted, by kind of field. A source that is not listed comes last.</summary>
internal static class SourceTrust
{
    /// <summary>Texts, authors and categories: arXiv itself, then copies of arXiv, then others.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        SourceNames.ArxivOaiPmh, SourceNames.ArxivAtom, SourceNames.ArxivRss, SourceNames.JsonLines, SourceNames.HuggingFaceDaily, SourceNames.Doi,
        SourceNames.BibTex, SourceNames.Ris, SourceNames.Csv, SourceNames.PageDump,
    ];

    /// <summary>The DOI and the date of the first version: arXiv, then the DOI registry, then reference collections.</summary>
    public static IReadOnlyList<string> Identifiers { get; } =
    [
        SourceNames.ArxivAtom, SourceNames.ArxivOaiPmh, SourceNames.Doi, SourceNames.HuggingFaceDaily, SourceNames.ArxivRss, SourceNames.JsonLines,
        SourceNames.BibTex, SourceNames.Ris, SourceNames.Csv, SourceNames.PageDump,
    ];

    /// <summary>The paper's day: when it was featured, else when it was announced, else when it was listed.</summary>
    public static IReadOnlyList<string> Days { get; } =
    [
        SourceNames.HuggingFaceDaily, SourceNames.ArxivRss, SourceNames.ArxivOaiPmh, SourceNames.ArxivAtom, SourceNames.JsonLines, SourceNames.Doi,
        SourceNames.BibTex, SourceNames.Ris, SourceNames.Csv, SourceNames.PageDump,
    ];

    /// <summary>The position in a list that is ordered by interest.</summary>
    public static IReadOnlyList<string> Lists { get; } = [SourceNames.PageDump, SourceNames.HuggingFaceDaily];
}
