namespace Papers.Web.Editions;

/// <summary>When an edition is due.</summary>
public static class EditionDue
{
    /// <summary>
    /// The date of the daily edition that should have been sent by now: that of the latest due time. Null where that lies before the
    /// installation, since a new site owes nobody the mail of this morning. An edition missed while the site was down is sent late, but
    /// only the latest.
    /// </summary>
    /// <param name="now">In any offset; days are counted in UTC.</param>
    /// <param name="dailyAt">The time of day in UTC.</param>
    /// <param name="installedAt">When the site was first set up.</param>
    public static DateOnly? Daily(DateTimeOffset now, TimeSpan dailyAt, DateTimeOffset installedAt)
    {
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var due = midnight + dailyAt <= now ? midnight + dailyAt : midnight.AddDays(-1) + dailyAt;
        return due > installedAt ? DateOnly.FromDateTime(due.UtcDateTime) : null;
    }
}
