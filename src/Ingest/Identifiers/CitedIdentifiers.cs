using System.Text.RegularExpressions;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Identifiers;

/// <summary>The identifiers that a bibliography tells of a paper, in whichever field it puts them.</summary>
internal static partial class CitedIdentifiers
{
    private const int LongestField = 1_000;

    /// <summary>
    /// The arXiv identifier that a field as a whole names: an address, a DOI of arXiv's, <c>arXiv:2501.04519 [cs.CL]</c>, <c>arXiv preprint arXiv:2501.04519</c>. A bare
    /// number is none here, and neither is one inside a sentence: "extends arXiv:…" names another paper.
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

    /// <summary>The DOI under which another than arXiv published it.</summary>
    public static string? FindDoi(string? field) =>
        field is { Length: <= LongestField } && Doi.TryParse(SourceText.Clean(field), out var doi) && doi.Arxiv is null ? doi.Value : null;

    /// <summary><c>Lovelace, Ada</c> and <c>King, Jr, Martin</c> as people read them.</summary>
    public static string NameOf(string citedName)
    {
        var parts = citedName.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length switch
        {
            2 => $"{parts[1]} {parts[0]}",
            3 => $"{parts[2]} {parts[0]} {parts[1]}",
            _ => citedName.Trim(),
        };
    }

    [GeneratedRegex(@"^\\url\s*\{|^(?:arXiv|CoRR|ArXiv)?\s*(?:e-?prints?|preprints?|abs/)[\s,:]*(?=arxiv)|^(?:CoRR|arXiv),\s*(?=arxiv)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wrapping();
}
