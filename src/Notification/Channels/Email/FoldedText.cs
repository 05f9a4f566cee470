using System.Globalization;
using System.Text;

namespace Papers.Notification.Channels.Email;

/// <summary>The lines of a plain-text mail: folded between words at 72 columns, each begun with the same indent, the first with its own where it has one. An address is never folded.</summary>
public static class FoldedText
{
    private const int Columns = 72;

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
