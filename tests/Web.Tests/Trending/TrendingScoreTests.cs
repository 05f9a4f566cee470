using Papers.Web.Trending;

namespace Papers.Web.Tests.Trending;

public sealed class TrendingScoreTests
{
    private static readonly DateOnly s_day = new(2025, 3, 14);

    private static TrendingSignals Paper(int day = 0, int? place = null, CodeState code = CodeState.None, int? upvotes = null) =>
        new() { Day = s_day.AddDays(day), ListPosition = place, Code = code, Upvotes = upvotes };

    [Fact]
    public void A_higher_list_position_ranks_higher()
    {
        var scores = new int?[] { 1, 2, 3, 10, 97, null }.Select(place => TrendingScore.Compute(Paper(place: place))).ToList();

        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal(scores.Distinct().Count(), scores.Count);
    }

    [Fact]
    public void A_hundred_upvotes_equal_the_first_list_position()
    {
        var scores = new int?[] { 900, 100, 20, 2, 1, 0 }.Select(upvotes => TrendingScore.Compute(Paper(upvotes: upvotes))).ToList();

        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal(scores.Distinct().Count(), scores.Count);
        Assert.Equal(TrendingScore.Weight(Paper(place: 1)), TrendingScore.Weight(Paper(upvotes: 100)), tolerance: .01);
    }

    [Fact]
    public void List_position_does_not_count_where_upvotes_do() =>
        Assert.Equal(TrendingScore.Compute(Paper(upvotes: 20)), TrendingScore.Compute(Paper(upvotes: 20, place: 1)));

    [Fact]
    public void Treats_negative_upvotes_as_zero() => Assert.Equal(TrendingScore.Compute(Paper(upvotes: 0)), TrendingScore.Compute(Paper(upvotes: int.MinValue)));

    [Fact]
    public void Working_code_ranks_above_named_code_above_none()
    {
        Assert.True(TrendingScore.Compute(Paper(code: CodeState.Works)) > TrendingScore.Compute(Paper(code: CodeState.Named)));
        Assert.True(TrendingScore.Compute(Paper(code: CodeState.Named)) > TrendingScore.Compute(Paper()));
    }

    [Fact]
    public void Weights_halve_every_two_days()
    {
        foreach (var start in new[] { 0, 1_000, 300_000 })
        {
            var difference = TrendingScore.Compute(Paper(start + 2)) - TrendingScore.Compute(Paper(start));
            Assert.Equal(Math.Log(2), difference, 9);
        }
    }

    [Fact]
    public void The_first_list_position_lasts_four_days()
    {
        Assert.True(TrendingScore.Compute(Paper(-4, place: 1)) > TrendingScore.Compute(Paper()));
        Assert.True(TrendingScore.Compute(Paper(-5, place: 1)) < TrendingScore.Compute(Paper()));
    }

    [Fact]
    public void Ignores_list_position_zero() => Assert.Equal(TrendingScore.Compute(Paper()), TrendingScore.Compute(Paper(place: 0)));
}
