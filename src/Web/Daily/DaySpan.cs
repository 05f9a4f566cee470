using System.Globalization;
using Papers.Web.Lists;

namespace Papers.Web.Daily;

public enum SpanKind
{
    Day,
    Week,
    Month,
}

/// <summary>A day, a week (ISO 8601, from Monday) or a month whose papers a page lists.</summary>
/// <param name="First">Its first day.</param>
public readonly record struct DaySpan(SpanKind Kind, DateOnly First)
{
    public DateOnly Last => Kind switch
    {
        SpanKind.Week => First.DayNumber > DateOnly.MaxValue.DayNumber - 6 ? DateOnly.MaxValue : First.AddDays(6),
        SpanKind.Month => new(First.Year, First.Month, DateTime.DaysInMonth(First.Year, First.Month)),
        _ => First,
    };

    /// <summary>The path of its page: <c>/daily/2025-03-14</c>, <c>/weekly/2025-W11</c>, <c>/monthly/2025-03</c>.</summary>
    public string Path => Kind switch
    {
        SpanKind.Week => string.Create(CultureInfo.InvariantCulture, $"/weekly/{Week.Year:0000}-W{Week.Number:00}"),
        SpanKind.Month => string.Create(CultureInfo.InvariantCulture, $"/monthly/{First.Year:0000}-{First.Month:00}"),
        _ => $"/daily/{Wording.IsoDay(First)}",
    };

    /// <summary>Its name on pages.</summary>
    public string Name => Kind switch
    {
        SpanKind.Week => $"Week {Week.Number}, from {Wording.Day(First)}",
        SpanKind.Month => First.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
        _ => Wording.LongDay(First),
    };

    private (int Year, int Number) Week
    {
        get
        {
            var day = First.ToDateTime(TimeOnly.MinValue);
            return (ISOWeek.GetYear(day), ISOWeek.GetWeekOfYear(day));
        }
    }

    /// <summary>The span of a kind that contains a day.</summary>
    public static DaySpan Containing(DateOnly day, SpanKind kind) => new(kind, kind switch
    {
        SpanKind.Week => DateOnly.FromDayNumber(Math.Max(0, day.DayNumber - ((int)day.DayOfWeek + 6) % 7)),
        SpanKind.Month => new(day.Year, day.Month, 1),
        _ => day,
    });

    /// <summary>Parses the last segment of a path; null where it is not a valid span.</summary>
    public static DaySpan? Parse(SpanKind kind, string text) => kind switch
    {
        SpanKind.Day => Exact(text, "yyyy-MM-dd") is { } day ? new DaySpan(kind, day) : null,
        SpanKind.Month => Exact(text, "yyyy-MM") is { } month ? new DaySpan(kind, month) : null,
        _ => ParseWeek(text),
    };

    private static DateOnly? Exact(string text, string format) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DaySpan? ParseWeek(string text)
    {
        if (text is not [_, _, _, _, '-', 'W', _, _]
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(text.AsSpan(6, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var week)
            || year is < 1900 or > 9998
            || week < 1
            || week > ISOWeek.GetWeeksInYear(year))
        {
            return null;
        }

        return new(SpanKind.Week, DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday)));
    }
}
