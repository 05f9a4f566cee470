namespace Papers.Tagging.TagPapers;

/// <summary>A paper's text as it is read and kept: bounded, and writable to the database, with every index as it was.</summary>
public static class TagText
{
    /// <summary>The first <paramref name="length"/> UTF-16 units, with U+FFFD for what PostgreSQL cannot hold: NUL, and halves of surrogate pairs.</summary>
    public static string Storable(string text, int length)
    {
        var bounded = text.Length <= length ? text : text[..length];
        return NeedsRepair(bounded) ? string.Create(bounded.Length, bounded, Repair) : bounded;
    }

    private static bool NeedsRepair(string text) => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || text.Contains('\0');

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
