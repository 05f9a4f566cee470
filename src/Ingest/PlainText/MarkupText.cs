using System.Net;
using System.Text.RegularExpressions;

namespace Papers.Ingest.PlainText;

/// <summary>
/// Removes HTML and JATS markup: entities are decoded, and tags removed with their contents kept, except a heading that only says "Abstract". Only the
/// tags that publishers use in titles and abstracts count, because "&lt;" is also a sign of formulas.
/// </summary>
internal static partial class MarkupText
{
    public static string Plain(string marked)
    {
        if (marked.AsSpan().IndexOfAny('<', '&') < 0)
        {
            return marked;
        }

        var decoded = marked.Contains('&') ? WebUtility.HtmlDecode(marked) : marked;
        return Tag().Replace(Heading().Replace(decoded, " "), tag => IsInline(tag.Groups["name"].ValueSpan) ? "" : " ");
    }

    // These can stand inside a word; all other tags separate words.
    private static bool IsInline(ReadOnlySpan<char> name) =>
        name is "italic" or "bold" or "sub" or "sup" or "sc" or "underline" or "i" or "b" or "em" or "strong" or "u" or "monospace" or "scp" or "span" or "tt";

    [GeneratedRegex(@"<(?:jats:)?title[^<>]{0,200}>\s*(?:abstract|summary)\s*</(?:jats:)?title>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Heading();

    [GeneratedRegex(
        @"</?(?:(?:jats|mml):)?(?<name>italic|bold|sub|sup|sc|scp|underline|monospace|i|b|em|strong|u|tt|span|p|br|div|sec|title|label|list|list-item|ul|ol|li|a|h[1-6]|xref|ext-link|inline-formula|disp-formula|alternatives|tex-math|math|mi|mo|mn|mrow|msub|msup|msubsup|mfrac|mtext|mspace|mover|munder|mstyle|semantics|annotation)(?:\s[^<>]*)?/?>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
