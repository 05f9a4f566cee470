using System.Text.RegularExpressions;

namespace Papers.Ingest.Sources.PageDump;

/// <summary>
/// Tells the text of a page of papers from other text. Any text could be one, so this asks for what a page has, a title before a paragraph of prose as long
/// as an abstract, and for nothing that a format has: tags, keys, tables, Markdown, code. A format that is not known must be refused, not read as papers.
/// </summary>
internal static partial class PageShape
{
    private const int LongestTitle = 200;
    private const int ShortestTitle = 8;
    private const double LeastProse = 0.9;

    public static bool Fits(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0 || lines.Any(line => Syntax().IsMatch(line)) || IsKeyed(lines) || IsTable(lines))
        {
            return false;
        }

        for (var at = 1; at < lines.Count; at++)
        {
            if (Paragraph.IsLongAsAnAbstract(lines[at]) && IsProse(lines[at]) && lines[at - 1].Length is >= ShortestTitle and <= LongestTitle)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsProse(string line) =>
        line.Contains(' ') && line.Count(c => char.IsLetter(c) || c is ' ' or ',' or '.' or '-') >= LeastProse * line.Length;

    // The same key before a colon, equals sign or dash on several lines: YAML, MEDLINE, mail headers, settings.
    private static bool IsKeyed(IReadOnlyList<string> lines)
    {
        var keys = lines.Select(line => Key().Match(line)).Where(match => match.Success).Select(match => match.Groups["key"].Value).ToList();
        return keys.Count >= 3 && (keys.Count * 2 > lines.Count || keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() < keys.Count);
    }

    private static bool IsTable(IReadOnlyList<string> lines) =>
        lines[0].Count(c => c == '\t') >= 2 || lines[0].Count(c => c is ';' or '|') >= 3 || TightCommas().Count(lines[0]) >= 3;

    // A tag, a processing instruction, an entry, an object, a heading, a bullet, a quote, code, a command of LaTeX, a field of EndNote, a comment.
    [GeneratedRegex(@"^(?:</?[A-Za-z!?]|@[A-Za-z]+\s*[{(]|[{\[](?:\s*[""{\[]|$)|\#{1,6}\s|[*+-]\s|>\s|```|\\[A-Za-z]+[{\[]|%[A-Z0-9]\s|//|/\*|\|.*\|$|---$|===)")]
    private static partial Regex Syntax();

    [GeneratedRegex(@"^(?<key>[A-Za-z][A-Za-z0-9_.-]{0,24})\s*(?::\s|:$|=|\s-\s)", RegexOptions.ExplicitCapture)]
    private static partial Regex Key();

    [GeneratedRegex(@",(?=[^\s0-9])")]
    private static partial Regex TightCommas();
}
