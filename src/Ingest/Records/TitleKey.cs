using System.Security.Cryptography;
using System.Text;

namespace Papers.Ingest.Records;

/// <summary>
/// Identifies a title independent of its spelling: letters and digits only, lower case, without accents. A title without letters and digits is
/// compared as it is.
/// </summary>
internal static class TitleKey
{
    /// <summary><c>t-</c> and 20 hexadecimal digits; also the id of a paper without an arXiv id.</summary>
    public static string Of(string title) => Digest(Normalise(title));

    /// <summary>Distinguishes papers of the same title by authors, and if those are equal by a number.</summary>
    public static string Of(string title, IEnumerable<string> familyNames, int number) =>
        Digest(string.Join('\n', [Normalise(title), $"{number}", .. familyNames.Order(StringComparer.Ordinal)]));

    /// <summary>The id of a paper whose title many others share, from the key that its source knows it by.</summary>
    public static string OfCrowded(string title, string recordKey) => Digest(string.Join('\n', [Normalise(title), "key", recordKey]));

    public static string Normalise(string title)
    {
        var key = new StringBuilder(title.Length);
        foreach (var rune in title.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                if (char.IsAsciiLetterOrDigit((char)rune.Value))
                {
                    key.Append(char.ToLowerInvariant((char)rune.Value));
                }
            }
            else
            {
                AppendFolded(key, Rune.ToLowerInvariant(rune));
            }
        }

        return key.Length > 0 ? key.ToString() : title;
    }

    private static void AppendFolded(StringBuilder key, Rune rune)
    {
        if (rune.IsBmp && LetterFolding.Find((char)rune.Value) is { } plain)
        {
            key.Append(plain);
        }
        else if (Rune.IsLetterOrDigit(rune))
        {
            key.Append(rune.ToString());
        }
    }

    private static string Digest(string text) =>
        "t-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 10));
}
