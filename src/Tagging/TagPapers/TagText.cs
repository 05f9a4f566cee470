namespace Papers.Tagging.TagPapers;

/// <summary>A paper's text as it is read and kept: bounded, and writable to the database, with every index as it was.</summary>
public static class TagText
{
    /// <summary>The first <paramref name="length"/> UTF-16 units.</summary>
    public static string Bounded(string text, int length) => text.Length <= length ? text : text[..length];

    /// <summary>Bounded, and U+FFFD for what PostgreSQL cannot hold: NUL, and halves of surrogate pairs.</summary>
    public static string Storable(string text, int length)
    {
        var bounded = Bounded(text, length);
        return NeedsRepair(bounded) ? string.Create(bounded.Length, bounded, Repair) : bounded;
    }

    private static bool NeedsRepair(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || IsHalf(text, i))
            {
                return true;
            }
        }

        return false;
    }

    private static void Repair(Span<char> target, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            target[i] = text[i] == '\0' || IsHalf(text, i) ? '\uFFFD' : text[i];
        }
    }

    private static bool IsHalf(string text, int at) => char.IsSurrogate(text[at])
        && !(char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        && !(char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1]));
}
