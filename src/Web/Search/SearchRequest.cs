using System.Text.RegularExpressions;

namespace Papers.Web.Search;

/// <summary>
/// A parsed search text: identifiers of papers, quoted phrases, and other words. No character is an operator, so every text is valid.
/// </summary>
/// <param name="Words">The text outside of quotes.</param>
/// <param name="Phrases">The texts between double quotes, straight or curly.</param>
/// <param name="Keys">arXiv IDs without version, bare or in a URL; DOIs; and the whole text; all in lower case.</param>
public sealed partial record SearchRequest(string Words, IReadOnlyList<string> Phrases, IReadOnlyList<string> Keys)
{
    /// <summary>The rest of a longer text is ignored.</summary>
    public const int MaxTextLength = 250;

    public static SearchRequest Parse(string text)
    {
        var input = text.Length > MaxTextLength ? text[..MaxTextLength] : text;
        var phrases = Quoted().Matches(input).Select(match => match.Groups[1].Value.Trim()).Where(phrase => phrase.Length > 0).ToList();
        var keys = ArxivIds().Matches(input).Select(match => match.Groups[1].Value)
            .Concat(Dois().Matches(input).Select(match => match.Value.TrimEnd('.', ',', ')', ';')))
            .Append(input.Trim())
            .Select(key => key.ToLowerInvariant())
            .Where(key => key.Length > 0)
            .Distinct()
            .ToList();
        return new(Quoted().Replace(input, " "), phrases, keys);
    }

    [GeneratedRegex("[\"“”„]([^\"“”„]*)[\"“”„]")]
    private static partial Regex Quoted();

    // https://info.arxiv.org/help/arxiv_identifier.html
    [GeneratedRegex(@"(?<![\w.])([0-9]{4}\.[0-9]{4,5}|[a-z-]{2,}(?:\.[a-z]{2})?/[0-9]{7})(?:v[0-9]+)?(?![0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex ArxivIds();

    [GeneratedRegex(@"\b10\.[0-9]{4,9}/\S+")]
    private static partial Regex Dois();
}
