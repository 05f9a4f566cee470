namespace Papers.Tagging.TagPapers;

/// <summary>Makes a paper's text bounded and storable without moving any character, so the positions of the evidence stay valid.</summary>
internal static class TagText
{
    /// <summary>The first <paramref name="length"/> UTF-16 units, with U+FFFD for what PostgreSQL cannot store: NUL and unpaired surrogates.</summary>
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
            target[i] = text[i] == '\0' || IsUnpaired(text, i) ? '\uFFFD' : text[i];
        }
    }

    private static bool IsUnpaired(string text, int at) => char.IsSurrogate(text[at])
        && !(char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        && !(char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1]));
}
