using Papers.Web.Trending;

namespace Papers.Web.Tests.Trending;

public sealed class TrendingReasonTests
{
    private static readonly DateOnly s_day = new(2025, 3, 14);

    [Theory]
    [InlineData(1, nameof(CodeState.Works), 0, "No. 1", "works", "today")]
    [InlineData(12, nameof(CodeState.Named), 0, "No. 12", "links to code", "today")]
    [InlineData(21, nameof(CodeState.None), 2, "12 March")]
    [InlineData(null, nameof(CodeState.Works), 6, "works", "8 March")]
    [InlineData(null, nameof(CodeState.None), 0, "today")]
    public void The_reason_names_the_signals_of_the_score(int? position, string code, int daysAgo, params string[] signals) =>
        AssertNames(signals, TrendingReason.Describe(Signals(position, code, upvotes: null, daysAgo), s_day));

    [Theory]
    [InlineData(128, "128 upvotes", "works", "today")]
    [InlineData(1, "1 upvote", "works", "today")]
    [InlineData(0, "works", "today")]
    public void The_reason_names_upvotes_instead_of_list_position(int upvotes, params string[] signals) =>
        AssertNames(signals, TrendingReason.Describe(Signals(3, nameof(CodeState.Works), upvotes, daysAgo: 0), s_day));

    private static TrendingSignals Signals(int? position, string code, int? upvotes, int daysAgo) =>
        new() { Day = s_day.AddDays(-daysAgo), ListPosition = position, Code = Enum.Parse<CodeState>(code), Upvotes = upvotes };

    private static void AssertNames(string[] signals, string reason)
    {
        var parts = reason.Split(", ");
        Assert.True(parts.Length == signals.Length, reason);
        Assert.All(parts.Zip(signals), pair => Assert.Contains(pair.Second, pair.First, StringComparison.OrdinalIgnoreCase));
    }
}
