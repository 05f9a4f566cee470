using System.Globalization;
using Papers.Web.Daily;

namespace Papers.Web.HuggingFaceApi;

/// <summary>Reads the parameters of a listing; what cannot be read gives a sentence for the one who sent it.</summary>
internal static class ListParameters
{
    /// <summary>A whole number within limits, or the usual one where it is left out.</summary>
    public static bool TryReadNumber(string? text, int usual, int lowest, int highest, out int number)
    {
        number = usual;
        return text is null
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= lowest && number <= highest);
    }

    /// <summary>The span of days that is asked for; null where none is. The narrowest that is given counts.</summary>
    /// <returns>What is wrong with it, null where nothing is.</returns>
    public static string? ReadSpan(string? date, string? week, string? month, DateOnly today, out DaySpan? span)
    {
        (string Name, SpanKind Kind, string? Text, string Example)[] given =
        [
            ("date", SpanKind.Day, date, "2025-03-14"),
            ("week", SpanKind.Week, week, "2025-W11"),
            ("month", SpanKind.Month, month, "2025-03"),
        ];
        span = null;
        if (given.FirstOrDefault(one => one.Text is not null) is not { Text: { } text } asked)
        {
            return null;
        }

        span = DaySpan.Parse(asked.Kind, text);
        return span switch
        {
            null => $"{asked.Name} must be as in {asked.Example}.",
            { First: var first } when first > today => $"{asked.Name} lies in the future.",
            _ => null,
        };
    }
}
