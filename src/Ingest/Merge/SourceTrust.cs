using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>Which source is trusted for what, the one that is closest to where a field is decided first. A source that is not listed comes last.</summary>
internal static class SourceTrust
{
    /// <summary>What the authors wrote, and arXiv filed it under: arXiv itself, who copies from it, then who has it from elsewhere.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        SourceNames.ArxivOaiPmh, SourceNames.ArxivAtom, SourceNames.ArxivRss, SourceNames.JsonLines, SourceNames.HuggingFaceDaily, SourceNames.Doi,
        SourceNames.BibTex, SourceNames.Ris, SourceNames.Csv, SourceNames.PageDump,
    ];

    /// <summary>The DOI and the date of the first version: arXiv, then the register of DOIs, then collections of references.</summary>
    public static IReadOnlyList<string> Identifiers { get; } =
    [
        SourceNames.ArxivAtom, SourceNames.ArxivOaiPmh, SourceNames.Doi, SourceNames.HuggingFaceDaily, SourceNames.ArxivRss, SourceNames.JsonLines,
        SourceNames.BibTex, SourceNames.Ris, SourceNames.Csv, SourceNames.PageDump,
    ];

    /// <summary>The paper's day: that on which it was featured, then that of its announcement, then that of a list.</summary>
    public static IReadOnlyList<string> Days { get; } =
    [
        SourceNames.HuggingFaceDaily, SourceNames.ArxivRss, SourceNames.ArxivOaiPmh, SourceNames.ArxivAtom, SourceNames.JsonLines, SourceNames.Doi,
        SourceNames.BibTex, SourceNames.Ris, SourceNames.Csv, SourceNames.PageDump,
    ];

    /// <summary>Its place in a list in order of interest.</summary>
    public static IReadOnlyList<string> Lists { get; } = [SourceNames.PageDump, SourceNames.HuggingFaceDaily];
}
