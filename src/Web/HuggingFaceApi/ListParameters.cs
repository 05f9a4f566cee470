using System.Globalization;
using Papers.Web.Daily;

namespace Papers.Web.HuggingFaceApi;

/// <summary>Parses the query parameters of a list.</summary>
internal static class ListParameters
{
    /// <summary>A whole number within limits; the default where it is missing.</summary>
    public static bool TryReadNumber(string? text, int defaultNumber, int min, int max, out int number)
    {
        number = defaultNumber;
        return text is null
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= min && number <= max);
    }

    /// <summary>The requested span of days; null where none is. With several parameters the narrowest span counts.</summary>
    /// <returns>The error message; null where the span is valid.</returns>
    public static string? ReadSpan(string? date, string? week, string? month, DateOnly today, out DaySpan? span)
    {
        (string Name, SpanKind Kind, string? Text, string Example)[] given =
        [
            ("date", SpanKind.Day, date, "2025-03-14"),
            ("week", SpanKind.Week, week, "2025-W11"),
            ("month", SpanKind.Month, month, "2025-03"),
        ];
        span = null;
        if (given.FirstOrDefault(one => one.Text is not null) is not { Text: { } text } parameter)
        {
            return null;
        }

        span = DaySpan.Parse(parameter.Kind, text);
        return span switch
        {
            null => $"{parameter.Name} must be such as {parameter.Example}.",
            { First: var first } when first > today => $"{parameter.Name} is in the future.",
            _ => null,
        };
    }
}
