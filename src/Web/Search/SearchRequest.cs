using System.Text.RegularExpressions;

namespace Papers.Web.Search;

/// <summary>
/// What a reader typed, taken apart: identifiers of papers, phrases in double quotes, and the other words. Whatever is typed is a
/// request; no character is an operator, so that none can be wrong.
/// </summary>
/// <param name="Words">What stands outside of quotes.</param>
/// <param name="Phrases">What stands between two double quotes, straight or curly.</param>
/// <param name="Keys">arXiv identifiers without version, old or new, bare or in an address; DOIs; and the whole text, in lower case.</param>
public sealed partial record SearchRequest(string Words, IReadOnlyList<string> Phrases, IReadOnlyList<string> Keys)
{
    /// <summary>How much of a text is read; a longer one is a mistake or an attack.</summary>
    public const int MaxTextLength = 250;

    public static SearchRequest Parse(string text)
    {
        var typed = text.Length > MaxTextLength ? text[..MaxTextLength] : text;
        var phrases = Quoted().Matches(typed).Select(match => match.Groups[1].Value.Trim()).Where(phrase => phrase.Length > 0).ToList();
        var keys = ArxivIds().Matches(typed).Select(match => match.Groups[1].Value)
            .Concat(Dois().Matches(typed).Select(match => match.Value.TrimEnd('.', ',', ')', ';')))
            .Append(typed.Trim())
            .Select(key => key.ToLowerInvariant())
            .Where(key => key.Length > 0)
            .Distinct()
            .ToList();
        return new(Quoted().Replace(typed, " "), phrases, keys);
    }

    [GeneratedRegex("[\"“”„]([^\"“”„]*)[\"“”„]")]
    private static partial Regex Quoted();

    // https://info.arxiv.org/help/arxiv_identifier.html
    [GeneratedRegex(@"(?<![\w.])([0-9]{4}\.[0-9]{4,5}|[a-z-]{2,}(?:\.[a-z]{2})?/[0-9]{7})(?:v[0-9]+)?(?![0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex ArxivIds();

    [GeneratedRegex(@"\b10\.[0-9]{4,9}/\S+")]
    private static partial Regex Dois();
}
