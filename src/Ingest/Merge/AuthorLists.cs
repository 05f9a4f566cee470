using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>By whom a paper is, as several sources spell it.</summary>
internal static class AuthorLists
{
    /// <summary>The lists that decide who may be meant: those of statements that are there by more than a title, where one of them names anybody.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(KnownPaper paper)
    {
        var all = paper.Statements.Values.Where(statement => statement.Loaded.Record.Authors.Count > 0).ToList();
        var firm = all.FindAll(statement => !statement.IsLoose);
        return (paper.IsAnchored ? firm : all).ConvertAll(statement => statement.Loaded.Record.Authors);
    }

    /// <summary>True where two of them may be of one paper; where a side names nobody, anybody may be meant.</summary>
    public static bool AreCompatible(IReadOnlyList<IReadOnlyList<string>> one, IReadOnlyList<IReadOnlyList<string>> other) =>
        one.Count == 0 || other.Count == 0 || one.Any(names => other.Any(others => AuthorNames.AreCompatible(names, others)));
}
