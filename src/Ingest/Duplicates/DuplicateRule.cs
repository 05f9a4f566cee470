using Papers.Contracts.Ingest;
using Papers.Ingest.Merge;

namespace Papers.Ingest.Duplicates;

/// <summary>Two papers that may be the same, the lower id first.</summary>
internal sealed record SuspectedDuplicate(string One, string Other, TwinSuspicion Suspicion);

/// <summary>Decides whether two separate papers may be the same: they share a DOI, or a title with compatible authors.</summary>
internal static class DuplicateRule
{
    private const int MostOfOnePaper = 20;

    /// <summary>The pairs of a placed paper and one that shares a title or a DOI with it, if both still exist.</summary>
    public static IReadOnlyList<SuspectedDuplicate> Among(KnownPapers papers, IEnumerable<KnownPaper> placed)
    {
        var pairs = new Dictionary<(string One, string Other), TwinSuspicion>();
        foreach (var one in placed.Where(paper => paper.IsLive))
        {
            var found = papers.Neighbours(TitleKeys(one), Dois(one))
                .Where(other => other != one && other.IsLive)
                .Select(other => (Other: other, Suspicion: Suspect(one, other)))
                .Where(pair => pair.Suspicion is not null)
                .OrderBy(pair => pair.Suspicion != TwinSuspicion.SameDoi)
                .Take(MostOfOnePaper);
            foreach (var (other, suspicion) in found)
            {
                // Filtered above.
                pairs[string.CompareOrdinal(one.PaperId, other.PaperId) < 0 ? (one.PaperId, other.PaperId) : (other.PaperId, one.PaperId)] = suspicion!.Value;
            }
        }

        return [.. pairs.Select(pair => new SuspectedDuplicate(pair.Key.One, pair.Key.Other, pair.Value))];
    }

    private static TwinSuspicion? Suspect(KnownPaper one, KnownPaper other)
    {
        if (Dois(one).Overlaps(Dois(other)))
        {
            return TwinSuspicion.SameDoi;
        }

        // Without authors the title is all that they share, and two DOIs say that they are two works.
        var (authors, others) = (AuthorLists.Of(one), AuthorLists.Of(other));
        if ((authors.Count == 0 || others.Count == 0) && HasDoi(one) && HasDoi(other))
        {
            return null;
        }

        return TitleKeys(one).Overlaps(TitleKeys(other)) && AuthorLists.AreCompatible(authors, others) ? TwinSuspicion.SameTitle : null;
    }

    private static HashSet<string> Dois(KnownPaper paper) => [.. paper.Statements.Values.SelectMany(statement => statement.Dois)];

    private static bool HasDoi(KnownPaper paper) => paper.Statements.Values.Any(statement => statement.Dois.Any());

    private static HashSet<string> TitleKeys(KnownPaper paper) => [.. paper.Statements.Values.SelectMany(statement => statement.TitleKeys)];
}
