using Papers.Ingest.Sources;

namespace Papers.Ingest.Merge;

/// <summary>
/// Decides, field by field, what the canonical record says: the latest arXiv version counts first, then the source that is trusted most, and a
/// source that does not say leaves the field to the next. The order in which the sources were read does not matter.
/// </summary>
public static class PaperMerge
{
    // Closest to the authors first. A source that is not listed comes last.
    private static readonly string[] s_trust = [SourceNames.JsonLines, SourceNames.PageDump];

    /// <param name="paperId">Under which the paper is known.</param>
    /// <param name="revision">Of the record that is made.</param>
    /// <param name="firstSeenAt">When the paper was first read anywhere; its UTC day is the paper's where no source tells one.</param>
    /// <param name="said">What each source says of it: one record a source, at least one in all.</param>
    public static CanonicalPaper Merge(string paperId, int revision, DateTimeOffset firstSeenAt, IEnumerable<SourceRecord> said)
    {
        var ranked = said
            .OrderByDescending(record => record.ArxivVersion ?? 0)
            .ThenBy(record => Rank(record.Source))
            .ThenBy(record => record.Source, StringComparer.Ordinal)
            .ToList();
        var first = ranked[0];
        var day = ranked.Select(record => record.Day).FirstOrDefault(known => known is not null);
        return new CanonicalPaper
        {
            PaperId = paperId,
            Revision = revision,
            ArxivId = ranked.Select(record => record.ArxivId).FirstOrDefault(known => known is not null),
            Doi = ranked.Select(record => record.Doi).FirstOrDefault(known => known is not null),
            Title = first.Title,
            Abstract = first.Abstract,
            Authors = ranked.Select(record => record.Authors).FirstOrDefault(known => known.Count > 0) ?? [],
            Categories = ranked.Select(record => record.Categories).FirstOrDefault(known => known.Count > 0) ?? [],
            Comment = ranked.Select(record => record.Comment).FirstOrDefault(known => known is not null),
            PublishedAt = ranked.Select(record => record.PublishedAt).FirstOrDefault(known => known is not null),
            Day = day ?? DateOnly.FromDateTime(firstSeenAt.UtcDateTime),
            DayIsKnown = day is not null,
            ListPosition = ranked.Select(record => record.ListPosition).FirstOrDefault(known => known is not null),
            FirstSeenAt = firstSeenAt,
        };
    }

    private static int Rank(string source) => Array.IndexOf(s_trust, source) is >= 0 and var place ? place : s_trust.Length;
}
