namespace Papers.Ingest.Records;

/// <summary>
/// Decides whether two author lists may belong to the same paper. Sources spell given names in many ways, so only family names are compared, without
/// accents: at least two of three in the shorter list must be in the longer one. An empty list is compatible with any.
/// </summary>
internal static class AuthorNames
{
    public static bool AreCompatible(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var (shorter, longer) = (FamilyNames(one), FamilyNames(other));
        if (shorter.Count > longer.Count)
        {
            (shorter, longer) = (longer, shorter);
        }

        var missing = shorter.Count(name => !longer.Contains(name));
        return shorter.Count == 0 || missing * 3 <= shorter.Count && missing < shorter.Count;
    }

    /// <summary>The normalised family names: the part before a comma, else the last word.</summary>
    public static IReadOnlySet<string> FamilyNames(IReadOnlyList<string> authors) =>
        authors.Select(FamilyName).Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);

    private static string FamilyName(string author)
    {
        var comma = author.IndexOf(',', StringComparison.Ordinal);
        var family = comma > 0 ? author[..comma] : author[(author.TrimEnd().LastIndexOf(' ') + 1)..];
        return TitleKey.Normalise(family);
    }
}
