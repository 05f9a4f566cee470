namespace Papers.Ingest.Sources;

/// <summary>Names as bibliographies write them.</summary>
internal static class CitedName
{
    private static readonly HashSet<string> s_suffixes =
        new(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "v", "phd", "ph.d.", "md", "m.d.", "esq", "esq."], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// <c>Lovelace, Ada</c>, <c>King, Jr., Martin</c> (BibTeX) and <c>King, Martin, Jr.</c> (RIS) in reading order. Which part is the suffix is told by its
    /// word, because many programs mix the two up; otherwise BibTeX's order counts.
    /// </summary>
    public static string InReadingOrder(string citedName)
    {
        var parts = citedName.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            [var name, var suffix] when s_suffixes.Contains(suffix) => $"{name} {suffix}",
            [var family, var given] => $"{given} {family}",
            [var family, var given, var suffix] when s_suffixes.Contains(suffix) => $"{given} {family} {suffix}",
            [var family, var suffix, var given] => $"{given} {family} {suffix}",
            _ => citedName.Trim(),
        };
    }
}
