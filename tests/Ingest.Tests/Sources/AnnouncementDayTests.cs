using System.Globalization;
using Papers.Ingest.Sources;

namespace Papers.Ingest.Tests.Sources;

public sealed class AnnouncementDayTests
{
    [Theory]
    [InlineData("2025-03-18T17:59:59Z", "2025-03-19")]
    [InlineData("2025-03-18T18:00:00Z", "2025-03-20")]
    [InlineData("2025-03-18T14:00:00-04:00", "2025-03-20")]
    [InlineData("2025-01-14T18:59:59Z", "2025-01-15")]
    [InlineData("2025-01-14T19:00:00Z", "2025-01-16")]
    public void Submissions_close_at_14_in_New_York_and_are_listed_under_the_next_day(string submitted, string day) => IsAnnounced(submitted, day);

    [Theory]
    [InlineData("2025-03-20T17:00:00Z", "2025-03-21")]
    [InlineData("2025-03-20T18:00:00Z", "2025-03-24")]
    [InlineData("2025-03-21T17:59:59Z", "2025-03-24")]
    [InlineData("2025-03-21T18:00:00Z", "2025-03-25")]
    [InlineData("2025-03-22T12:00:00Z", "2025-03-25")]
    [InlineData("2025-03-23T23:59:59Z", "2025-03-25")]
    [InlineData("2025-03-24T17:59:59Z", "2025-03-25")]
    [InlineData("2025-03-24T18:00:00Z", "2025-03-26")]
    public void Nothing_is_listed_at_the_weekend(string submitted, string day) => IsAnnounced(submitted, day);

    [Theory]
    [InlineData("2025-03-07T18:59:59Z", "2025-03-10")]
    [InlineData("2025-03-07T19:00:00Z", "2025-03-11")]
    [InlineData("2025-03-09T06:59:59Z", "2025-03-11")]
    [InlineData("2025-03-09T07:00:00Z", "2025-03-11")]
    [InlineData("2025-03-10T17:59:59Z", "2025-03-11")]
    [InlineData("2025-03-10T18:00:00Z", "2025-03-12")]
    [InlineData("2025-10-31T17:59:59Z", "2025-11-03")]
    [InlineData("2025-10-31T18:00:00Z", "2025-11-04")]
    [InlineData("2025-11-03T18:59:59Z", "2025-11-04")]
    [InlineData("2025-11-03T19:00:00Z", "2025-11-05")]
    public void Summer_time_moves_the_deadline(string submitted, string day) => IsAnnounced(submitted, day);

    [Theory]
    [InlineData("2024-12-31T18:59:59Z", "2025-01-01")]
    [InlineData("2018-12-30T04:50:20Z", "2019-01-01")]
    [InlineData("2025-12-31T12:00:00Z", "2026-01-01")]
    [InlineData("2022-12-31T12:00:00Z", "2023-01-03")]
    public void A_year_ends_like_any_day(string submitted, string day) => IsAnnounced(submitted, day);

    [Theory]
    [InlineData("2025-09-01T17:09:22Z", "2025-09-03")]
    [InlineData("2025-06-19T12:00:00Z", "2025-06-23")]
    [InlineData("2025-07-04T12:00:00Z", "2025-07-08")]
    [InlineData("2025-12-31T19:00:00Z", "2026-01-05")]
    [InlineData("2025-01-01T12:00:00Z", "2025-01-03")]
    public void A_deferred_mailing_comes_with_the_next(string submitted, string day) => IsAnnounced(submitted, day);

    [Theory]
    [InlineData("2025-08-29", true)]
    [InlineData("2025-08-30", false)]
    [InlineData("2025-08-31", false)]
    [InlineData("2025-09-01", true)]
    [InlineData("2025-09-02", false)]
    [InlineData("2025-09-03", true)]
    public void There_is_no_list_at_the_weekend_nor_after_a_deferred_mailing(string day, bool isOne) =>
        Assert.Equal(isOne, AnnouncementDay.HasList(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01")]
    [InlineData("9999-12-31T23:59:59Z", "9999-12-31")]
    public void The_ends_of_time_have_a_day(string submitted, string day) => IsAnnounced(submitted, day);

    [Fact]
    public void The_rule_agrees_with_the_time_zone_database()
    {
        Assert.True(TimeZoneInfo.TryFindSystemTimeZoneById("America/New_York", out var zone));
        for (var time = new DateTimeOffset(2007, 3, 1, 0, 30, 0, TimeSpan.Zero); time.Year < 2035; time = time.AddHours(1))
        {
            Assert.Equal(TimeZoneInfo.ConvertTime(time, zone).DateTime, EasternTime.ByRule(time));
        }
    }

    [Fact]
    public void The_holidays_of_arXiv_are_known_for_months_to_come() =>
        Assert.True(AnnouncementDay.LastKnown > DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(60), "Add arXiv's holidays of the next year to AnnouncementDay.");

    private static void IsAnnounced(string submitted, string day) =>
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), AnnouncementDay.Of(DateTimeOffset.Parse(submitted, CultureInfo.InvariantCulture)));
}
