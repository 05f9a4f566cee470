using System.Text.RegularExpressions;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Identifiers;

/// <summary>The identifiers in the fields of a bibliography.</summary>
internal static partial class CitedIdentifiers
{
    private const int LongestField = 1_000;

    /// <summary>
    /// The arXiv id, if the whole field is one: an address, an arXiv DOI, <c>arXiv:2501.04519 [cs.CL]</c>, <c>arXiv preprint arXiv:2501.04519</c>. A bare
    /// number does not count, and neither does an id inside a sentence: "extends arXiv:…" is another paper.
    /// </summary>
    public static string? FindArxivId(string? field)
    {
        if (field is null || field.Length > LongestField)
        {
            return null;
        }

        var text = Wrapping().Replace(SourceText.Clean(field), "").TrimEnd('}', '.', ',', ';', ' ');
        return (text.Contains("arxiv", StringComparison.OrdinalIgnoreCase) || text.Contains("/papers/", StringComparison.Ordinal)) && ArxivId.TryParse(text, out _) ? text : null;
    }

    /// <summary>The DOI, unless it is arXiv's own.</summary>
    public static string? FindDoi(string? field) =>
        field is { Length: <= LongestField } && Doi.TryParse(SourceText.Clean(field), out var doi) && doi.Arxiv is null ? doi.Value : null;

    [GeneratedRegex(@"^\\url\s*\{|^(?:arXiv|CoRR|ArXiv)?\s*(?:e-?prints?|preprints?|abs/)[\s,:]*(?=arxiv)|^(?:CoRR|arXiv),\s*(?=arxiv)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wrapping();
}
