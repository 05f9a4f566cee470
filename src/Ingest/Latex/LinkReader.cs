using System.Text;

namespace Papers.Ingest.Latex;

/// <summary>
/// Links and their words: the words, and behind them the address in parentheses where it is not what they say. An address is never lost.
/// </summary>
internal sealed class LinkReader(LatexSource source, ProseReader prose)
{
    private readonly string _text = source.Text;

    /// <summary>The place behind the command whose name ends here, or 0 where it is not written as expected.</summary>
    public int Read(ReadOnlySpan<char> name, int end, ProseSpan span, StringBuilder plain)
    {
        if (source.Argument(end, span.To) is not { } first)
        {
            return 0;
        }

        var address = Address(first);
        if (name is "url" or "path")
        {
            plain.Append(address);
            return address is null ? 0 : first.End;
        }

        if (address is null || source.Argument(first.End, span.To) is not { } second)
        {
            // "\href{https://…}" alone
            plain.Append(address);
            return address is null ? 0 : first.End;
        }

        var words = prose.ReadPart(span with { From = second.From, To = second.To, Depth = span.Depth + 1, IsGroup = true });
        plain.Append(words.Length == 0 || IsSame(words, address) ? address
            : words.Contains(address, StringComparison.Ordinal) ? words
            : $"{words} ({address})");
        return second.End;
    }

    private string? Address(LatexGroup group)
    {
        var (from, to) = (group.From, group.To);
        while (from < to && _text[from] == ' ')
        {
            from++;
        }

        while (to > from && _text[to - 1] == ' ')
        {
            to--;
        }

        var address = new StringBuilder();
        return Addresses.Read(_text, from, to, address) == to && address.Length > 0 ? address.ToString() : null;
    }

    private static bool IsSame(string words, string address) => Bare(words).SequenceEqual(Bare(address));

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> address)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["https://", "http://", "www."])
        {
            if (address.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                address = address[prefix.Length..];
            }
        }

        return address.TrimEnd("/.");
    }
}
