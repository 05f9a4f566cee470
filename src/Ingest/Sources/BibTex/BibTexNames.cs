using System.Text.RegularExpressions;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Sources.BibTex;

/// <summary>Parses a name list: names separated by <c>and</c>. Text in braces is one word, so an "and" in it separates nothing.</summary>
internal static partial class BibTexNames
{
    public static IReadOnlyList<string> Read(string field, Func<string, string> plain)
    {
        var names = new List<string>();
        if (FamilyAndInitials().IsMatch(SourceText.Clean(field)))
        {
            // "Wilshut E, Rinken G, Brook KA": a list of PubMed's, where BibTeX expects "and".
            return [.. field.Split(',').Select(name => plain(name.Trim()))];
        }

        foreach (var part in Split(field))
        {
            // A name in braces is that of a group, and its commas separate nothing.
            var name = part is ['{', .., '}'] ? plain(part) : CitedName.InReadingOrder(plain(part));
            if (name.Length > 0 && !name.Equals("others", StringComparison.OrdinalIgnoreCase))
            {
                names.Add(name);
            }
        }

        return names;
    }

    private static IEnumerable<string> Split(string field)
    {
        var text = SourceText.Clean(field);
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
            if (depth == 0 && text[i] == ' ' && text.AsSpan(i + 1).StartsWith("and ", StringComparison.OrdinalIgnoreCase))
            {
                yield return text[start..i].Trim();
                i += 4;
                start = i + 1;
            }
        }

        yield return text[start..].Trim();
    }

    [GeneratedRegex(@"^(?:\p{Lu}[\p{L}'’-]+(?: \p{L}[\p{L}'’-]+)? \p{Lu}{1,3}, ?){2,}\p{Lu}[\p{L}'’-]+(?: \p{L}[\p{L}'’-]+)? \p{Lu}{1,3}$")]
    private static partial Regex FamilyAndInitials();
}
