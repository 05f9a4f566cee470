namespace Papers.Tagging.Words;

/// <summary>
/// Folds plural to singular and British to American spelling. Works in place on lower-case text: folding never makes a word longer.
/// </summary>
internal static class WordFold
{
    /// <summary>Folds the first <paramref name="length"/> characters and returns the new length.</summary>
    public static int Fold(Span<char> word, int length)
    {
        if (word[..length].EndsWith("'s"))
        {
            return American(word, length - 2);
        }

        return American(word, Singular(word, length));
    }

    private static int Singular(Span<char> word, int length)
    {
        var text = word[..length];
        if (length < 4 || text[^1] != 's' || text[^2] is 's' or 'u' or 'i')
        {
            return length;
        }

        if (text.EndsWith("analyses"))
        {
            text[^2] = 'i';
            return length;
        }

        if (length > 4 && text.EndsWith("ies"))
        {
            text[^3] = 'y';
            return length - 2;
        }

        return length > 4 && (text.EndsWith("ches") || text.EndsWith("shes") || text.EndsWith("sses") || text.EndsWith("xes"))
            ? length - 2
            : length - 1;
    }

    private static int American(Span<char> word, int length)
    {
        var text = word[..length];
        ReadOnlySpan<string> british = ["isation", "ising", "ised", "iser"];
        foreach (var ending in british)
        {
            // At least five letters before the ending: "noise", "raised" and "advised" stay unchanged.
            if (length > ending.Length + 4 && text.EndsWith(ending))
            {
                text[length - ending.Length + 1] = 'z';
                return length;
            }
        }

        if (text.EndsWith("elling") || text.EndsWith("elled"))
        {
            var second = text.LastIndexOf("ell") + 2;
            text[(second + 1)..].CopyTo(text[second..]);
            return length - 1;
        }

        return length;
    }
}
