using Papers.Contracts.LinkCheck;
using Papers.LinkCheck.CheckLinks;

namespace Papers.LinkCheck.Tests.CheckLinks;

public sealed class VerdictRuleTests
{
    private static readonly DateTimeOffset s_monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly LinkState s_new = new(null, 0, null, 0, s_monday);
    private static readonly LinkCheckOptions s_options = new();

    [Fact]
    public void A_returned_page_is_alive_for_a_week()
    {
        var after = Decide(s_new, CheckOutcome.Answered, s_monday);

        Assert.Equal(new LinkState(LinkVerdict.Alive, 0, null, 0, s_monday.AddDays(7)), after);
    }

    [Theory]
    [InlineData(CheckOutcome.NotFound)]
    [InlineData(CheckOutcome.SoftNotFound)]
    [InlineData(CheckOutcome.NoSuchHost)]
    [InlineData(CheckOutcome.ConnectionRefused)]
    public void A_first_miss_does_not_make_a_link_dead(CheckOutcome outcome)
    {
        var after = Decide(s_new, outcome, s_monday);

        Assert.Equal((LinkVerdict.Unsure, 1, s_monday.AddHours(1)), (after.Verdict, after.Misses, after.DueAt));
    }

    [Fact]
    public void Three_misses_days_apart_make_a_link_dead()
    {
        var first = Decide(s_new, CheckOutcome.NotFound, s_monday);
        var second = Decide(first, CheckOutcome.NoSuchHost, s_monday.AddDays(2));
        var third = Decide(second, CheckOutcome.SoftNotFound, s_monday.AddDays(4));

        Assert.Equal(LinkVerdict.Unsure, second.Verdict);
        Assert.Equal((LinkVerdict.Dead, s_monday.AddDays(34)), (third.Verdict, third.DueAt));
    }

    [Fact]
    public void Many_misses_within_a_day_count_once()
    {
        var state = s_new;
        for (var hour = 0; hour < 24; hour++)
        {
            state = Decide(state, CheckOutcome.NotFound, s_monday.AddHours(hour));
        }

        Assert.Equal((LinkVerdict.Unsure, 1), (state.Verdict, state.Misses));
    }

    [Fact]
    public void On_its_own_schedule_a_missed_link_is_dead_after_three_days_at_the_earliest_and_two_weeks_at_the_latest()
    {
        var (state, now, checks) = (s_new, s_monday, 0);
        while (state.Verdict != LinkVerdict.Dead && checks++ < 100)
        {
            (state, now) = (Decide(state, CheckOutcome.NotFound, now), state.DueAt > now ? state.DueAt : now);
        }

        Assert.InRange(now - s_monday, TimeSpan.FromDays(3), TimeSpan.FromDays(14));
    }

    [Fact]
    public void A_410_makes_a_link_dead_at_once() =>
        Assert.Equal(LinkVerdict.Dead, Decide(s_new, CheckOutcome.Gone, s_monday).Verdict);

    [Theory]
    [InlineData(CheckOutcome.TimedOut)]
    [InlineData(CheckOutcome.ServerError)]
    [InlineData(CheckOutcome.TlsFailed)]
    [InlineData(CheckOutcome.Denied)]
    [InlineData(CheckOutcome.ConnectionFailed)]
    [InlineData(CheckOutcome.RedirectLoop)]
    [InlineData(CheckOutcome.TooManyRedirects)]
    [InlineData(CheckOutcome.InvalidRedirect)]
    [InlineData(CheckOutcome.UnexpectedStatus)]
    [InlineData(CheckOutcome.RateLimited)]
    public void Inconclusive_results_never_make_a_link_dead(CheckOutcome outcome)
    {
        var state = s_new;
        for (var day = 0; day < 400; day++)
        {
            state = Decide(state, outcome, s_monday.AddDays(day));
        }

        Assert.Equal((LinkVerdict.Unsure, 0), (state.Verdict, state.Misses));
    }

    [Fact]
    public void An_unsure_link_is_checked_after_growing_intervals_up_to_two_days()
    {
        var state = s_new;
        var waits = new List<double>();
        for (var check = 0; check < 8; check++)
        {
            state = Decide(state, CheckOutcome.TimedOut, s_monday);
            waits.Add((state.DueAt - s_monday).TotalHours);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 48, 48], waits);
    }

    [Fact]
    public void A_returned_page_makes_a_dead_link_alive_and_resets_the_misses()
    {
        var dead = new LinkState(LinkVerdict.Dead, 3, s_monday, 0, s_monday);

        Assert.Equal(new LinkState(LinkVerdict.Alive, 0, null, 0, s_monday.AddDays(37)), Decide(dead, CheckOutcome.Answered, s_monday.AddDays(30)));
    }

    [Theory]
    [InlineData(CheckOutcome.NotFound)]
    [InlineData(CheckOutcome.TimedOut)]
    [InlineData(CheckOutcome.RateLimited)]
    public void A_dead_link_stays_dead_until_a_page_is_returned(CheckOutcome outcome)
    {
        var dead = new LinkState(LinkVerdict.Dead, 3, s_monday, 0, s_monday);

        Assert.Equal(LinkVerdict.Dead, Decide(dead, outcome, s_monday.AddDays(1)).Verdict);
    }

    [Fact]
    public void Rate_limiting_keeps_the_verdict_and_follows_Retry_After()
    {
        var alive = new LinkState(LinkVerdict.Alive, 0, null, 0, s_monday);

        var after = VerdictRule.Decide(alive, new() { Outcome = CheckOutcome.RateLimited, RetryAfter = TimeSpan.FromMinutes(2) }, s_monday, s_options);

        Assert.Equal((LinkVerdict.Alive, s_monday.AddMinutes(2)), (after.Verdict, after.DueAt));
    }

    [Fact]
    public void Repeated_rate_limiting_with_a_short_Retry_After_is_followed_by_growing_intervals()
    {
        var state = s_new;
        for (var check = 0; check < 12; check++)
        {
            state = VerdictRule.Decide(state, new() { Outcome = CheckOutcome.RateLimited, RetryAfter = TimeSpan.Zero }, s_monday, s_options);
        }

        Assert.True(state.DueAt - s_monday > TimeSpan.FromMinutes(30));
    }

    [Fact]
    public void Retry_After_is_limited()
    {
        var after = VerdictRule.Decide(s_new, new() { Outcome = CheckOutcome.RateLimited, RetryAfter = TimeSpan.MaxValue }, s_monday, s_options);

        Assert.Equal(s_monday + s_options.MaxRetryAfter, after.DueAt);
    }

    [Fact]
    public void A_private_address_is_never_requested() =>
        Assert.Equal(LinkVerdict.Refused, Decide(s_new, CheckOutcome.PrivateAddress, s_monday).Verdict);

    [Fact]
    public void Every_outcome_except_a_returned_page_has_a_reason()
    {
        foreach (var outcome in Enum.GetValues<CheckOutcome>())
        {
            Assert.Equal(outcome == CheckOutcome.Answered, CheckReasons.For(new() { Outcome = outcome }) is null);
        }
    }

    private static LinkState Decide(LinkState before, CheckOutcome outcome, DateTimeOffset now) =>
        VerdictRule.Decide(before, new() { Outcome = outcome }, now, s_options);
}
