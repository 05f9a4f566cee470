using System.Globalization;
using System.Text;

namespace Papers.Notification.Channels.Email;

/// <summary>
/// Text from a paper, fit to stand in a mail: one line, each run of blanks or controls one space, without the invisible characters that
/// turn the direction of what follows or hide in it, and no longer than it may be. A cut falls between two characters as people count
/// them, at a word's end where one is near, and shows as an ellipsis.
/// </summary>
public static class OneLine
{
    private const int Joiner = 0x200D;
    private const int NonJoiner = 0x200C;

    /// <param name="most">In UTF-16 units, the ellipsis left out.</param>
    public static string Of(string text, int most)
    {
        // What is cut off is not worth cleaning; the slack is for blanks that collapse.
        var clean = Clean(text.Length > 8 * most ? text.AsSpan(0, 8 * most) : text);
        return clean.Length <= most ? clean : Cut(clean, most);
    }

    private static string Clean(ReadOnlySpan<char> text)
    {
        var line = new StringBuilder(text.Length);
        var blank = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator)
            {
                blank = line.Length > 0;
            }
            else if (category != UnicodeCategory.Format || rune.Value is Joiner or NonJoiner)
            {
                if (blank)
                {
                    line.Append(' ');
                    blank = false;
                }

                line.Append(rune);
            }
        }

        return line.ToString();
    }

    private static string Cut(string line, int most)
    {
        var end = 0;
        while (end < line.Length && end + StringInfo.GetNextTextElementLength(line, end) is var next && next <= most)
        {
            end = next;
        }

        var wordEnd = line.LastIndexOf(' ', end, Math.Min(end, 24));
        return $"{line[..(wordEnd > 0 ? wordEnd : end)].TrimEnd(' ', ',', ';', ':')}…";
    }
}
