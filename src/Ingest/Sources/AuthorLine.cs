using System.Text;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Sources;

/// <summary>
/// Parses authors in one line, as arXiv writes them: names separated by commas or "and", a collaboration with a colon before its members,
/// affiliations in parentheses, which are ignored. <see href="https://info.arxiv.org/help/prep.html#author"/>
/// </summary>
internal static class AuthorLine
{
    private const string Collaboration = "ollaboration:";

    private static readonly string[] s_suffixes = ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"];

    public static IReadOnlyList<string> Read(string line)
    {
        var names = new List<string>();
        var separated = SourceText.Clean(WithoutBrackets(line)).Replace(Collaboration, "ollaboration,", StringComparison.Ordinal);
        foreach (var name in separated.Split([',', ';']).SelectMany(SplitAtAnd))
        {
            if (names.Count > 0 && s_suffixes.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                names[^1] += " " + name;
            }
            else
            {
                names.Add(name);
            }
        }

        return names;
    }

    private static string[] SplitAtAnd(string names)
    {
        names = names.Trim();
        return (names.StartsWith("and ", StringComparison.Ordinal) ? names[4..] : names)
            .Split(" and ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    // Parentheses nest. Without a closing one the rest of the line is ignored.
    private static string WithoutBrackets(string line)
    {
        var kept = new StringBuilder(line.Length);
        var depth = 0;
        foreach (var letter in line)
        {
            if (letter == '(')
            {
                depth++;
            }
            else if (letter == ')' && depth > 0)
            {
                depth--;
            }
            else if (depth == 0)
            {
                kept.Append(letter);
            }
        }

        return kept.ToString();
    }
}
