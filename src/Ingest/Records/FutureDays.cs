using Papers.Ingest.PlainText;

namespace Papers.Ingest.Records;

/// <summary>A record of a day that is yet to come is rejected: its day is a slip, and would stand above all others.</summary>
internal static class FutureDays
{
    /// <summary>arXiv announces on the evening of the day before, and a clock may be a little off.</summary>
    public static DateOnly LatestDay(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).AddDays(2);

    public static SourceEntry Reject(DateOnly latestDay, SourceEntry entry) =>
        entry is ReadRecord { Record: { Day: { } day } record } && day > latestDay
            ? new RejectedEntry(entry.Line, $"The day of \"{TruncatedText.Quote(record.Title)}\", {day:yyyy-MM-dd}, is yet to come.")
            : entry;
}
