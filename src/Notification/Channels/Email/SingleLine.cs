using System.Globalization;
using System.Text;

namespace Papers.Notification.Channels.Email;

/// <summary>
/// Text of a paper made safe for a mail: one line, white space and control characters collapsed to single spaces, no invisible formatting
/// characters (such as those that change the text direction), limited in length. It is cut between grapheme clusters, at the end of a word
/// where one is near, and an ellipsis marks the cut.
/// </summary>
internal static class SingleLine
{
    private const int Joiner = 0x200D;
    private const int NonJoiner = 0x200C;

    /// <param name="text">Any text.</param>
    /// <param name="maxLength">In UTF-16 units, without the ellipsis.</param>
    public static string From(string text, int maxLength)
    {
        // Bounds the work for huge texts; eight times the limit leaves room for white space that collapses.
        var clean = Clean(text.Length > 8 * maxLength ? text.AsSpan(0, 8 * maxLength) : text);
        return clean.Length <= maxLength ? clean : Cut(clean, maxLength);
    }

    private static string Clean(ReadOnlySpan<char> text)
    {
        var line = new StringBuilder(text.Length);
        var blank = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.SpaceSeparator)
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

    private static string Cut(string line, int maxLength)
    {
        var end = 0;
        while (end < line.Length && end + StringInfo.GetNextTextElementLength(line, end) is var next && next <= maxLength)
        {
            end = next;
        }

        var wordEnd = line.LastIndexOf(' ', end, Math.Min(end, 24));
        return $"{line[..(wordEnd > 0 ? wordEnd : end)].TrimEnd(' ', ',', ';', ':')}…";
    }
}
