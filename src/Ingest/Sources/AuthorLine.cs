using System.Text;

namespace Papers.Ingest.Sources;

/// <summary>
/// The authors of a paper in one line, as arXiv writes them: names with commas or "and" between, affiliations in brackets behind a name, which
/// are left out. <see href="https://info.arxiv.org/help/prep.html#author"/>
/// </summary>
public static class AuthorLine
{
    private static readonly string[] s_suffixes = ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"];

    public static IReadOnlyList<string> Read(string line)
    {
        var names = new List<string>();
        foreach (var part in SourceText.Clean(WithoutBrackets(line)).Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (names.Count > 0 && s_suffixes.Contains(part, StringComparer.OrdinalIgnoreCase))
            {
                names[^1] += " " + part;
                continue;
            }

            names.AddRange(SplitAtAnd(part));
        }

        return names;
    }

    private static IEnumerable<string> SplitAtAnd(string part) =>
        (part.StartsWith("and ", StringComparison.Ordinal) ? part[4..] : part)
            .Split(" and ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // Brackets nest; one that is never closed takes the rest of the line with it only if something stands before it.
    private static string WithoutBrackets(string line)
    {
        var kept = new StringBuilder(line.Length);
        var depth = 0;
        foreach (var letter in line)
        {
            depth += letter == '(' ? 1 : 0;
            if (depth == 0)
            {
                kept.Append(letter);
            }
            else if (letter == ')')
            {
                depth--;
            }
        }

        return kept.ToString();
    }
}
