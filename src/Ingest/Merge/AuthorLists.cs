using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>The author lists of a paper, one for each source that names authors.</summary>
internal static class AuthorLists
{
    /// <summary>The lists that identify the paper: of its fixed statements if it has any, else of all.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(KnownPaper paper)
    {
        var all = paper.Statements.Values.Where(statement => statement.Record.Authors.Count > 0).ToList();
        return (paper.IsFixed ? all.FindAll(statement => !statement.IsMovable) : all).ConvertAll(statement => statement.Record.Authors);
    }

    /// <summary>True if one list of each side may belong to the same paper; a side without lists is compatible with any.</summary>
    public static bool AreCompatible(IReadOnlyList<IReadOnlyList<string>> one, IReadOnlyList<IReadOnlyList<string>> other) =>
        one.Count == 0 || other.Count == 0 || one.Any(names => other.Any(others => AuthorNames.AreCompatible(names, others)));
}
