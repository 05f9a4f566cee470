using System.Collections.Frozen;

namespace Papers.Ingest.Latex;

/// <summary>
/// The alphabets of formulas: doubled (<c>\mathbb</c>), script (<c>\mathcal</c>) and Fraktur letters. Unicode keeps most of them in one row of
/// capitals and one of small letters; those it had before have their own places.
/// </summary>
internal static class Alphabets
{
    private static readonly FrozenDictionary<string, Alphabet> Named = new Dictionary<string, Alphabet>
    {
        ["mathbb"] = new(0x1D538, 0x1D552, "CℂHℍNℕPℙQℚRℝZℤ"),
        ["mathds"] = new(0x1D538, 0x1D552, "CℂHℍNℕPℙQℚRℝZℤ"),
        ["mathcal"] = new(0x1D49C, 0x1D4B6, "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ"),
        ["mathscr"] = new(0x1D49C, 0x1D4B6, "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ"),
        ["mathfrak"] = new(0x1D504, 0x1D51E, "CℭHℌIℑRℜZℨ"),
    }.ToFrozenDictionary();

    public static bool Has(ReadOnlySpan<char> name) => Named.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(name);

    /// <summary>Null where the alphabet has no such letter. The O of a growth rate is the plain one, as which it is read and sought.</summary>
    public static string? Find(ReadOnlySpan<char> name, char letter)
    {
        var alphabet = Named.GetAlternateLookup<ReadOnlySpan<char>>()[name];
        if (letter == 'O')
        {
            return "O";
        }

        if (alphabet.Places.IndexOf(letter) is >= 0 and var at && at % 2 == 0)
        {
            return alphabet.Places[at + 1].ToString();
        }

        return letter switch
        {
            >= 'A' and <= 'Z' => char.ConvertFromUtf32(alphabet.Capitals + letter - 'A'),
            >= 'a' and <= 'z' => char.ConvertFromUtf32(alphabet.Small + letter - 'a'),
            '1' when alphabet.Capitals == 0x1D538 => "𝟙",
            _ => null,
        };
    }

    private sealed record Alphabet(int Capitals, int Small, string Places);
}
