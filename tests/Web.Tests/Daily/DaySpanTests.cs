using Papers.Web.Daily;

namespace Papers.Web.Tests.Daily;

public sealed class DaySpanTests
{
    [Theory]
    [InlineData(SpanKind.Day, "2025-03-14", "2025-03-14", "2025-03-14", "Friday, 14 March 2025")]
    [InlineData(SpanKind.Week, "2025-W11", "2025-03-10", "2025-03-16", "Week 11, from 10 March 2025")]
    [InlineData(SpanKind.Week, "2026-W53", "2026-12-28", "2027-01-03", "Week 53, from 28 December 2026")]
    [InlineData(SpanKind.Month, "2024-02", "2024-02-01", "2024-02-29", "February 2024")]
    public void Parses_and_formats_the_path_of_a_span(SpanKind kind, string text, string first, string last, string name)
    {
        var span = Assert.NotNull(DaySpan.Parse(kind, text));

        Assert.Equal(DateOnly.Parse(first), span.First);
        Assert.Equal(DateOnly.Parse(last), span.Last);
        Assert.Equal(name, span.Name);
        Assert.EndsWith($"/{text}", span.Path);
    }

    [Theory]
    [InlineData(SpanKind.Day, "2025-02-30")]
    [InlineData(SpanKind.Day, "14-03-2025")]
    [InlineData(SpanKind.Day, "")]
    [InlineData(SpanKind.Week, "2025-W53")]
    [InlineData(SpanKind.Week, "2025-W00")]
    [InlineData(SpanKind.Week, "2025-w11")]
    [InlineData(SpanKind.Week, "9999-W52")]
    [InlineData(SpanKind.Month, "2025-13")]
    [InlineData(SpanKind.Month, "2025-3")]
    public void Rejects_an_invalid_span(SpanKind kind, string text) => Assert.Null(DaySpan.Parse(kind, text));

    [Fact]
    public void Every_day_lies_in_its_week_and_month()
    {
        for (var day = new DateOnly(2024, 12, 20); day < new DateOnly(2025, 1, 20); day = day.AddDays(1))
        {
            foreach (var kind in Enum.GetValues<SpanKind>())
            {
                var span = DaySpan.Containing(day, kind);
                Assert.InRange(day, span.First, span.Last);
                Assert.Equal(span, DaySpan.Parse(kind, span.Path.Split('/')[^1]));
            }
        }
    }
}
