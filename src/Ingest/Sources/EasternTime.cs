namespace Papers.Ingest.Sources;

/// <summary>
/// The time in New York, which defines arXiv's day: from the system's time zones, or without those by the rule of the United States since 2007
///  (15 U.S.C. 260a: from the second Sunday of March to the first of November, at 2:00).
/// </summary>
internal static class EasternTime
{
    private static readonly TimeZoneInfo? s_zone = TimeZoneInfo.TryFindSystemTimeZoneById("America/New_York", out var zone) ? zone : null;

    public static DateTime At(DateTimeOffset time) => s_zone is null ? ByRule(time) : TimeZoneInfo.ConvertTime(time, s_zone).DateTime;

    internal static DateTime ByRule(DateTimeOffset time)
    {
        var standard = time.UtcDateTime.AddHours(-5);
        var begin = Sunday(standard.Year, 3, 2).AddHours(2);
        var end = Sunday(standard.Year, 11, 1).AddHours(1);
        return DateTime.SpecifyKind(standard >= begin && standard < end ? standard.AddHours(1) : standard, DateTimeKind.Unspecified);
    }

    private static DateTime Sunday(int year, int month, int which)
    {
        var first = new DateTime(year, month, 1);
        return first.AddDays((7 - (int)first.DayOfWeek) % 7 + 7 * (which - 1));
    }
}
