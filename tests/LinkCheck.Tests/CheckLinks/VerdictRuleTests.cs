using Papers.Contracts.LinkCheck;
using Papers.LinkCheck.CheckLinks;

namespace Papers.LinkCheck.Tests.CheckLinks;

public sealed class VerdictRuleTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly LinkState New = new(null, 0, null, 0, Monday);
    private static readonly LinkCheckOptions Options = new();

    [Fact]
    public void A_page_that_comes_is_alive_for_a_week()
    {
        var after = Decide(New, CheckOutcome.Answered, Monday);

        Assert.Equal(new LinkState(LinkVerdict.Alive, 0, null, 0, Monday.AddDays(7)), after);
    }

    [Theory]
    [InlineData(CheckOutcome.NotFound)]
    [InlineData(CheckOutcome.SoftNotFound)]
    [InlineData(CheckOutcome.NoSuchHost)]
    [InlineData(CheckOutcome.ConnectionRefused)]
    public void A_first_miss_is_no_death(CheckOutcome outcome)
    {
        var after = Decide(New, outcome, Monday);

        Assert.Equal((LinkVerdict.Unsure, 1, Monday.AddHours(1)), (after.Verdict, after.Misses, after.DueAt));
    }

    [Fact]
    public void Three_misses_days_apart_are_death()
    {
        var first = Decide(New, CheckOutcome.NotFound, Monday);
        var second = Decide(first, CheckOutcome.NoSuchHost, Monday.AddDays(2));
        var third = Decide(second, CheckOutcome.SoftNotFound, Monday.AddDays(4));

        Assert.Equal(LinkVerdict.Unsure, second.Verdict);
        Assert.Equal((LinkVerdict.Dead, Monday.AddDays(34)), (third.Verdict, third.DueAt));
    }

    [Fact]
    public void Many_misses_within_a_day_count_once()
    {
        var state = New;
        for (var hour = 0; hour < 24; hour++)
            state = Decide(state, CheckOutcome.NotFound, Monday.AddHours(hour));

        Assert.Equal((LinkVerdict.Unsure, 1), (state.Verdict, state.Misses));
    }

    [Fact]
    public void By_its_own_schedule_a_link_that_is_missed_dies_within_a_fortnight_and_not_within_three_days()
    {
        var (state, now, checks) = (New, Monday, 0);
        while (state.Verdict != LinkVerdict.Dead && checks++ < 100)
            (state, now) = (Decide(state, CheckOutcome.NotFound, now), state.DueAt > now ? state.DueAt : now);

        Assert.InRange(now - Monday, TimeSpan.FromDays(3), TimeSpan.FromDays(14));
    }

    [Fact]
    public void Gone_by_the_servers_own_word_is_death_at_once() =>
        Assert.Equal(LinkVerdict.Dead, Decide(New, CheckOutcome.Gone, Monday).Verdict);

    [Theory]
    [InlineData(CheckOutcome.TimedOut)]
    [InlineData(CheckOutcome.ServerError)]
    [InlineData(CheckOutcome.TlsFailed)]
    [InlineData(CheckOutcome.Denied)]
    [InlineData(CheckOutcome.ConnectionFailed)]
    [InlineData(CheckOutcome.RedirectedInACircle)]
    [InlineData(CheckOutcome.TooManyRedirects)]
    [InlineData(CheckOutcome.BadRedirect)]
    [InlineData(CheckOutcome.StrangeStatus)]
    [InlineData(CheckOutcome.Busy)]
    public void What_tells_nothing_sure_never_kills_however_often(CheckOutcome outcome)
    {
        var state = New;
        for (var day = 0; day < 400; day++)
            state = Decide(state, outcome, Monday.AddDays(day));

        Assert.Equal((LinkVerdict.Unsure, 0), (state.Verdict, state.Misses));
    }

    [Fact]
    public void Doubt_is_checked_again_ever_later_up_to_two_days()
    {
        var state = New;
        var waits = new List<double>();
        for (var check = 0; check < 8; check++)
        {
            state = Decide(state, CheckOutcome.TimedOut, Monday);
            waits.Add((state.DueAt - Monday).TotalHours);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 48, 48], waits);
    }

    [Fact]
    public void A_page_that_comes_revives_the_dead_and_forgets_the_misses()
    {
        var dead = new LinkState(LinkVerdict.Dead, 3, Monday, 0, Monday);

        Assert.Equal(new LinkState(LinkVerdict.Alive, 0, null, 0, Monday.AddDays(37)), Decide(dead, CheckOutcome.Answered, Monday.AddDays(30)));
    }

    [Theory]
    [InlineData(CheckOutcome.NotFound)]
    [InlineData(CheckOutcome.TimedOut)]
    [InlineData(CheckOutcome.Busy)]
    public void The_dead_stay_dead_without_a_page(CheckOutcome outcome)
    {
        var dead = new LinkState(LinkVerdict.Dead, 3, Monday, 0, Monday);

        Assert.Equal(LinkVerdict.Dead, Decide(dead, outcome, Monday.AddDays(1)).Verdict);
    }

    [Fact]
    public void A_host_that_asks_for_patience_changes_no_verdict_and_is_asked_when_it_says()
    {
        var alive = new LinkState(LinkVerdict.Alive, 0, null, 0, Monday);

        var after = VerdictRule.Decide(alive, new() { Outcome = CheckOutcome.Busy, RetryAfter = TimeSpan.FromMinutes(2) }, Monday, Options);

        Assert.Equal((LinkVerdict.Alive, Monday.AddMinutes(2)), (after.Verdict, after.DueAt));
    }

    [Fact]
    public void A_host_that_asks_for_patience_at_once_again_is_asked_ever_more_seldom()
    {
        var state = New;
        for (var check = 0; check < 12; check++)
            state = VerdictRule.Decide(state, new() { Outcome = CheckOutcome.Busy, RetryAfter = TimeSpan.Zero }, Monday, Options);

        Assert.True(state.DueAt - Monday > TimeSpan.FromMinutes(30));
    }

    [Fact]
    public void Nobody_has_us_wait_for_ever()
    {
        var after = VerdictRule.Decide(New, new() { Outcome = CheckOutcome.Busy, RetryAfter = TimeSpan.MaxValue }, Monday, Options);

        Assert.Equal(Monday + Options.MaxRetryAfter, after.DueAt);
    }

    [Fact]
    public void A_private_address_is_refused() =>
        Assert.Equal(LinkVerdict.Refused, Decide(New, CheckOutcome.PrivateAddress, Monday).Verdict);

    [Fact]
    public void Every_outcome_but_a_page_has_a_reason()
    {
        foreach (var outcome in Enum.GetValues<CheckOutcome>())
            Assert.Equal(outcome == CheckOutcome.Answered, CheckReasons.Of(new() { Outcome = outcome }) is null);
    }

    private static LinkState Decide(LinkState before, CheckOutcome outcome, DateTimeOffset now) =>
        VerdictRule.Decide(before, new() { Outcome = outcome }, now, Options);
}
