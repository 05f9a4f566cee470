using Papers.Contracts.LinkCheck;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>
/// Decides the verdict on a link and when it is checked again.
/// <list type="bullet">
/// <item><b>Alive</b>: a page was returned. Checked again after <c>AliveInterval</c>.</item>
/// <item><b>Dead</b>: gone (410), or missed <c>MissesUntilDead</c> times, each at least <c>MissesApart</c> after the one before. A miss is a
/// 404, a soft 404, an unknown host or a refused connection. It stays dead until a page is returned. Checked again after
/// <c>DeadInterval</c>.</item>
/// <item><b>Refused</b>: it leads to a private address. Checked again after <c>RefusedInterval</c>.</item>
/// <item><b>Unsure</b>: everything else, such as a first miss, a timeout, an invalid certificate, or a server that blocks automated
/// checks. These do not count as misses, since the cause may be temporary or on our side. Checked again after <c>UnsureInterval</c>, which
/// doubles up to <c>MaxUnsureInterval</c>.</item>
/// </list>
/// Rate limiting (429, 503) says nothing about the link: the verdict stays (unsure, if there was none), and the link is checked again when the
/// host allows it, later each time.
/// </summary>
internal static class VerdictRule
{
    /// <param name="before">The state before the check.</param>
    /// <param name="result">The result of the check.</param>
    /// <param name="now">The time of the check.</param>
    /// <param name="options">The intervals and limits.</param>
    public static LinkState Decide(LinkState before, CheckResult result, DateTimeOffset now, LinkCheckOptions options) =>
        result.Outcome switch
        {
            CheckOutcome.Answered => new(LinkVerdict.Alive, 0, null, 0, now + options.AliveInterval),
            CheckOutcome.Gone => Dead(before, now, options),
            CheckOutcome.PrivateAddress => new(LinkVerdict.Refused, 0, null, 0, now + options.RefusedInterval),
            CheckOutcome.NotFound or CheckOutcome.SoftNotFound or CheckOutcome.NoSuchHost or CheckOutcome.ConnectionRefused =>
                Missed(before, now, options),
            CheckOutcome.RateLimited => RateLimited(before, result.RetryAfter, now, options),
            _ => Unsure(before, now, options),
        };

    private static LinkState Missed(LinkState before, DateTimeOffset now, LinkCheckOptions options)
    {
        if (before.LastMissAt is { } last && now - last < options.MissesApart)
        {
            return Unsure(before, now, options);
        }

        var missed = before with { Misses = before.Misses + 1, LastMissAt = now };
        return missed.Misses >= options.MissesUntilDead ? Dead(missed, now, options) : Unsure(missed, now, options);
    }

    private static LinkState Dead(LinkState before, DateTimeOffset now, LinkCheckOptions options) =>
        before with { Verdict = LinkVerdict.Dead, UnsureChecks = 0, DueAt = now + options.DeadInterval };

    private static LinkState Unsure(LinkState before, DateTimeOffset now, LinkCheckOptions options) =>
        before.Verdict == LinkVerdict.Dead
            ? Dead(before, now, options)
            : before with
            {
                Verdict = LinkVerdict.Unsure,
                UnsureChecks = before.UnsureChecks + 1,
                DueAt = now + Doubled(options.UnsureInterval, before.UnsureChecks, options.MaxUnsureInterval),
            };

    // A host that repeatedly sends a short Retry-After is still requested less and less often.
    private static LinkState RateLimited(LinkState before, TimeSpan? retryAfter, DateTimeOffset now, LinkCheckOptions options)
    {
        var wait = retryAfter is { } requested
            ? Max(Min(requested, options.MaxRetryAfter), Doubled(TimeSpan.FromSeconds(1), before.UnsureChecks, options.MaxUnsureInterval))
            : Doubled(options.BusyInterval, before.UnsureChecks, options.MaxUnsureInterval);
        return before with { Verdict = before.Verdict ?? LinkVerdict.Unsure, UnsureChecks = before.UnsureChecks + 1, DueAt = now + wait };
    }

    private static TimeSpan Doubled(TimeSpan first, int times, TimeSpan max) =>
        TimeSpan.FromSeconds(Math.Min(first.TotalSeconds * Math.Pow(2, Math.Min(times, 64)), max.TotalSeconds));

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

/// <summary>The state of a link between its checks.</summary>
/// <param name="Verdict">Null before its first check.</param>
/// <param name="Misses">Misses since a page was last returned.</param>
/// <param name="LastMissAt">The time of the last one.</param>
/// <param name="UnsureChecks">Checks in a row that left the verdict unsure.</param>
/// <param name="DueAt">When it is checked next.</param>
internal sealed record LinkState(LinkVerdict? Verdict, int Misses, DateTimeOffset? LastMissAt, int UnsureChecks, DateTimeOffset DueAt);
