namespace Papers.Ingest.Sources;

/// <summary>The DOI that arXiv's metadata tell of a paper's publication elsewhere.</summary>
public static class ArxivDoi
{
    /// <summary>
    /// The first of several; null where there is none, or only the one that arXiv gives to each of its own papers (<c>10.48550/arXiv.…</c>).
    /// </summary>
    public static string? FindExternal(string? field) => field?
        .Split([' ', '\t', '\r', '\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(spelled => spelled[Math.Max(0, spelled.IndexOf("10.", StringComparison.Ordinal))..])
        .FirstOrDefault(doi => doi.StartsWith("10.", StringComparison.Ordinal) && doi.Contains('/') && !doi.StartsWith("10.48550/", StringComparison.Ordinal));
}
