using System.Globalization;
using System.Text;

namespace Papers.Notification.Channels.Email;

/// <summary>Wraps the lines of a plain-text mail between words at 72 columns. A word is never broken, so URLs stay whole.</summary>
internal static class FoldedText
{
    private const int Columns = 72;

    /// <param name="text">Where to append.</param>
    /// <param name="line">Words separated by spaces.</param>
    /// <param name="indent">What each line begins with.</param>
    /// <param name="first">What the first line begins with instead, such as its number.</param>
    public static void AppendFolded(this StringBuilder text, string line, string indent = "", string? first = null)
    {
        var column = 0;
        foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var width = new StringInfo(word).LengthInTextElements;
            if (column > 0 && column + 1 + width > Columns)
            {
                text.Append('\n');
                column = 0;
            }

            if (column == 0)
            {
                var begin = first ?? indent;
                first = null;
                text.Append(begin);
                column = begin.Length;
            }
            else
            {
                text.Append(' ');
                column++;
            }

            text.Append(word);
            column += width;
        }

        text.Append('\n');
    }
}
