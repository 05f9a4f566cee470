namespace Papers.Web.Editions;

internal static class EditionDue
{
    /// <summary>
    /// The date of the daily edition that should have been sent by now: that of the latest due time. Null where that is before the
    /// installation: a new site does not send this morning's email. An edition missed while the site was down is sent late, but only
    /// the latest one.
    /// </summary>
    /// <param name="now">In any offset; days are in UTC.</param>
    /// <param name="dailyAt">The time of day in UTC.</param>
    /// <param name="installedAt">When the site was first set up.</param>
    public static DateOnly? Daily(DateTimeOffset now, TimeSpan dailyAt, DateTimeOffset installedAt)
    {
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var due = midnight + dailyAt <= now ? midnight + dailyAt : midnight.AddDays(-1) + dailyAt;
        return due > installedAt ? DateOnly.FromDateTime(due.UtcDateTime) : null;
    }
}
