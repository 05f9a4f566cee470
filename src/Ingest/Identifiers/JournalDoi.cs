using System.Text.RegularExpressions;

namespace Papers.Ingest.Identifiers;

/// <summary>The DOI of a paper's journal publication, as authors enter it at arXiv: often with a resolver or label, sometimes several in one field.</summary>
internal static partial class JournalDoi
{
    private const int LongestField = 2_000;

    /// <summary>The first; null if there is none but arXiv's own.</summary>
    public static string? Find(string? field)
    {
        foreach (var spelled in Between().Split(field is { Length: > LongestField } ? field[..LongestField] : field ?? ""))
        {
            if (Doi.TryParse(spelled, out var doi) && doi.Arxiv is null)
            {
                return doi.Value;
            }
        }

        return null;
    }

    // Semicolons and commas stand in some DOIs: 10.1002/1097-0142(19960501)77:9<1836::aid-cncr13>3.0.co;2-#.
    [GeneratedRegex(@"(?<![\s,;])[\s,;]{1,20}(?=10\.|doi|https?:)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Between();
}
