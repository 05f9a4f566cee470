using Papers.Contracts.Ingest;

namespace Papers.Ingest.Merge;

/// <summary>Two papers that may be one, the lesser identifier first.</summary>
public sealed record PaperTwins(string One, string Other, TwinSuspicion Suspicion);

/// <summary>Whether two papers that are kept apart may be one: they have a DOI in common, or a title and authors that may be the same.</summary>
internal static class Twin
{
    public static TwinSuspicion? Suspect(KnownPaper one, KnownPaper other)
    {
        if (Dois(one).Overlaps(Dois(other)))
        {
            return TwinSuspicion.SameDoi;
        }

        return TitleKeys(one).Overlaps(TitleKeys(other)) && AuthorLists.AreCompatible(AuthorLists.Of(one), AuthorLists.Of(other)) ? TwinSuspicion.SameTitle : null;
    }

    private static HashSet<string> Dois(KnownPaper paper) => [.. paper.Statements.Values.SelectMany(statement => statement.Dois)];

    private static HashSet<string> TitleKeys(KnownPaper paper) => [.. paper.Statements.Values.SelectMany(statement => statement.TitleKeys)];
}
