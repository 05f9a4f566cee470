using Papers.Web.Trending;

namespace Papers.Web.Tests.Trending;

public sealed class TrendingReasonTests
{
    private static readonly DateOnly s_day = new(2025, 3, 14);

    [Theory]
    [InlineData(1, CodeState.Works, 0, "First in its list, code that works, new today")]
    [InlineData(12, CodeState.Named, 0, "12th in its list, names its code, new today")]
    [InlineData(21, CodeState.None, 2, "From 12 March")]
    [InlineData(null, CodeState.Works, 6, "Code that works, from 8 March")]
    [InlineData(null, CodeState.None, 0, "New today")]
    public void The_reason_names_the_signals_of_the_score(int? place, CodeState code, int daysAgo, string reason) =>
        Assert.Equal(reason, TrendingReason.Describe(new() { Day = s_day.AddDays(-daysAgo), ListPosition = place, Code = code }, s_day));

    [Theory]
    [InlineData(128, "128 upvotes, code that works, new today")]
    [InlineData(1, "1 upvote, code that works, new today")]
    [InlineData(0, "Code that works, new today")]
    public void The_reason_names_upvotes_instead_of_list_position(int upvotes, string reason) =>
        Assert.Equal(reason, TrendingReason.Describe(new() { Day = s_day, ListPosition = 3, Code = CodeState.Works, Upvotes = upvotes }, s_day));
}
