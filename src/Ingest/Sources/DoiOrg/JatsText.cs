using System.Net;
using System.Text.RegularExpressions;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Sources.DoiOrg;

/// <summary>Plain text of JATS or HTML markup: tags are removed, their contents kept, except a heading that only says "Abstract".</summary>
internal static partial class JatsText
{
    public static string Plain(string marked) =>
        SourceText.Clean(WebUtility.HtmlDecode(Tag().Replace(Heading().Replace(marked, " "), tag => IsInline(tag.Groups["name"].ValueSpan) ? "" : " ")));

    // These can stand inside a word; all other tags separate words.
    private static bool IsInline(ReadOnlySpan<char> name)
    {
        var local = name[(name.IndexOf(':') + 1)..];
        return local is "italic" or "bold" or "sub" or "sup" or "sc" or "underline" or "i" or "b" or "em" or "strong" or "u" or "monospace" or "scp";
    }

    [GeneratedRegex(@"<(?:jats:)?title[^<>]{0,200}>\s*(?:abstract|summary)\s*</(?:jats:)?title>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Heading();

    [GeneratedRegex(@"</?(?<name>[A-Za-z][A-Za-z0-9:-]*)(?:\s[^<>]*)?/?>", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
