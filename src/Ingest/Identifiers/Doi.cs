using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Papers.Ingest.Identifiers;

/// <summary>
/// A normalised DOI: lower case, because DOIs are case-insensitive (<see href="https://www.doi.org/doi-handbook/HTML/case-sensitivity.html"/>),
/// without resolver or prefix (<c>10.1000/182</c>).
/// </summary>
internal readonly partial record struct Doi(string Value)
{
    /// <summary>Longer ones are rejected; the longest in use have about 200 characters.</summary>
    public const int Longest = 300;

    private const int LongestSpelling = 600;
    private const string OfArxiv = "10.48550/arxiv.";

    /// <summary>The DOIs that arXiv registers contain the arXiv id.</summary>
    public ArxivId? Arxiv => Value.StartsWith(OfArxiv, StringComparison.Ordinal) && ArxivId.TryParse(Value, out var id) ? id : null;

    /// <summary>
    /// Accepts the spellings in use: bare, <c>doi:…</c>, <c>DOI …</c>, <c>info:doi/…</c>, and the addresses of doi.org and its mirrors,
    /// percent-encoded or not; with brackets
    /// around it, punctuation behind it, query or fragment.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Doi doi)
    {
        doi = default;
        if (text is null || text.Length > LongestSpelling)
        {
            return false;
        }

        var match = Spelling().Match(Unwrap(text));
        if (!match.Success)
        {
            return false;
        }

        var value = match.Groups["doi"].Value;
        if (match.Groups["address"].Success)
        {
            value = Uri.UnescapeDataString(value);
        }
        else
        {
            value = value.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        }

        value = WithoutPunctuation(value).ToLowerInvariant();
        if (value.Length > Longest || !Form().IsMatch(value))
        {
            return false;
        }

        doi = new(value);
        return true;
    }

    public override string ToString() => Value;

    private static string Unwrap(string text) => text.Trim().Trim('<', '>', '"', '\'', '{', '}', '“', '”').Trim();

    // Removes sentence punctuation and unbalanced closing brackets: 10.1016/0021-9614(69)90030-8 stays complete.
    private static string WithoutPunctuation(string value)
    {
        while (value.Length > 0)
        {
            var last = value[^1];
            if (last is '.' or ',' or ';' or ':' or '!' or '?' or '"' or '\'' or '/' or '”' or '’' or ' '
                || last == ')' && value.Count(c => c == ')') > value.Count(c => c == '(')
                || last == ']' && value.Count(c => c == ']') > value.Count(c => c == '[')
                || last == '>' && value.Count(c => c == '>') > value.Count(c => c == '<')
                || last == '}' && value.Count(c => c == '}') > value.Count(c => c == '{'))
            {
                value = value[..^1];
            }
            else
            {
                break;
            }
        }

        return value;
    }

    [GeneratedRegex("""
        ^(?:
            (?<address>(?:https?://)?(?:www\.|dx\.)?doi\.org/(?:doi:\s*)?)
          | (?:urn:|info:)?\s*doi\s*[:/]?\s*(?<address>(?:https?://)?(?:www\.|dx\.)?doi\.org/)?
        )?
        (?<doi>10(?:\.[0-9]{2,9})+(?:/|%2F)\S+?)
        (?(address)(?:[?\#]\S*)?)$
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Spelling();

    [GeneratedRegex(@"^10(?:\.[0-9]{2,9})+/[^\s\p{C}]+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
