namespace Papers.Ingest.Sources;

/// <summary>
/// The day on which arXiv announces what was submitted at a time, as its listings and its RSS are dated. Submissions close at 14:00 in New York
/// from Monday to Friday and are announced at 20:00 that day, those of Friday on Sunday; the list bears the date of the day that then begins.
/// A paper that was held back is announced later, which no rule can tell.
/// <see href="https://info.arxiv.org/help/availability.html"/>
/// </summary>
public static class AnnouncementDay
{
    private static readonly TimeSpan s_deadline = new(14, 0, 0);

    public static DateOnly Of(DateTimeOffset submittedAt)
    {
        var local = EasternTime.At(submittedAt);
        var deadline = DateOnly.FromDateTime(local);
        if (local.TimeOfDay >= s_deadline)
        {
            deadline = deadline.AddDays(1);
        }

        return deadline.DayOfWeek switch
        {
            DayOfWeek.Saturday => deadline.AddDays(3),
            DayOfWeek.Sunday => deadline.AddDays(2),
            DayOfWeek.Friday => deadline.AddDays(3),
            _ => deadline.AddDays(1),
        };
    }
}
