using System.Buffers;
using System.Globalization;
using System.Text;

namespace Papers.LocalHosting.Running;

/// <summary>
/// Turns what a program wrote to its console into plain text: terminal control sequences (ECMA-48: colours, titles, cursor movements) go, other control
/// characters become their visible pictures (U+2400 …), and a line beyond the limit is cut and says by how much. Tabs stay. Never fails, and never hides
/// what stands behind an unfinished sequence.
/// </summary>
internal static class ConsoleText
{
    private const char Escape = '\u001b';

    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(c => c != '\t').Concat(Enumerable.Range(0x7f, 0x21)).Select(c => (char)c)]);

    public static string Clean(ReadOnlySpan<char> line, int limit)
    {
        var kept = line.Length <= limit ? line : line[..(char.IsHighSurrogate(line[limit - 1]) ? limit - 1 : limit)];
        var cut = line.Length - kept.Length;
        if (cut == 0 && !kept.ContainsAny(Controls))
            return kept.ToString();

        var plain = new StringBuilder(kept.Length + 32);
        while (kept.IndexOfAny(Controls) is >= 0 and var at)
        {
            plain.Append(kept[..at]);
            kept = kept[at..];
            var length = SequenceLength(kept);
            if (length == 0)
            {
                plain.Append(Picture(kept[0]));
                length = 1;
            }

            kept = kept[length..];
        }

        plain.Append(kept);
        if (cut > 0)
            plain.Append(CultureInfo.InvariantCulture, $" … ({cut:N0} more characters)");

        return plain.ToString();
    }

    /// <summary>The length of the whole control sequence that the text begins with, or 0 when there is none or it does not end.</summary>
    private static int SequenceLength(ReadOnlySpan<char> text)
    {
        if (text[0] == '\u009b')
            return ParametersEnd(text, 1);
        if (text[0] != Escape || text.Length < 2)
            return 0;

        return text[1] switch
        {
            '[' => ParametersEnd(text, 2),
            ']' or 'P' or 'X' or '^' or '_' => StringEnd(text),
            _ => IntermediatesEnd(text),
        };
    }

    private static int ParametersEnd(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length && text[from] is >= ' ' and <= '?')
            from++;

        return from < text.Length && text[from] is >= '@' and <= '~' ? from + 1 : 0;
    }

    private static int StringEnd(ReadOnlySpan<char> text)
    {
        for (var i = 2; i < text.Length; i++)
        {
            if (text[i] is '\u0007' or '\u009c')
                return i + 1;
            if (text[i] == Escape)
                return i + 1 < text.Length && text[i + 1] == '\\' ? i + 2 : 0;
        }

        return 0;
    }

    private static int IntermediatesEnd(ReadOnlySpan<char> text)
    {
        var from = 1;
        while (from < text.Length && text[from] is >= ' ' and <= '/')
            from++;

        return from < text.Length && text[from] is >= '0' and <= '~' ? from + 1 : 0;
    }

    private static char Picture(char control) => control switch
    {
        < ' ' => (char)(0x2400 + control),
        '\u007f' => '\u2421',
        _ => '\ufffd',
    };
}
