using System.Security.Cryptography;
using System.Text;

namespace Papers.Ingest.Records;

/// <summary>
/// By which two spellings of one title are known for the same: letters and digits alone, lower case, without accents. Where a title has none
/// (a row of signs), it stands for itself.
/// </summary>
internal static class TitleKey
{
    /// <summary><c>t-</c> and 20 hexadecimal digits; also the identifier of a paper for which no other is known.</summary>
    public static string Of(string title) => Digest(Normalise(title));

    /// <summary>Tells papers of one title apart by who wrote them, and where even that is the same, by their number.</summary>
    public static string Of(string title, IEnumerable<string> familyNames, int number) =>
        Digest(string.Join('\n', [Normalise(title), $"{number}", .. familyNames.Order(StringComparer.Ordinal)]));

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
