using System.Globalization;
using System.Text;

namespace Papers.Ingest.Latex;

/// <summary>Characters called by their number: <c>\unicode{x2013}</c>, and the signs of the font Dingbats (<c>\ding{182}</c>).</summary>
internal static class CodePoints
{
    public static string? Find(ReadOnlySpan<char> name, ReadOnlySpan<char> number) =>
        (name is "ding" ? Dingbat(number) : Unicode(number)) is { } value && Rune.IsValid(value) && IsText(new(value))
            ? char.ConvertFromUtf32(value)
            : null;

    private static int? Unicode(ReadOnlySpan<char> number)
    {
        var isHexadecimal = number is ['x' or 'X', ..];
        return int.TryParse(isHexadecimal ? number[1..] : number, isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    // The font's own order; Unicode keeps it in three rows, the circled numbers of its own elsewhere.
    private static int? Dingbat(ReadOnlySpan<char> number) =>
        !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? null : code switch
        {
            >= 33 and <= 126 => 0x2701 + code - 33,
            >= 172 and <= 181 => 0x2460 + code - 172,
            >= 182 and <= 211 => 0x2776 + code - 182,
            _ => null,
        };

    // Letters, digits, marks, punctuation and symbols: nothing that controls the text around it.
    private static bool IsText(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
