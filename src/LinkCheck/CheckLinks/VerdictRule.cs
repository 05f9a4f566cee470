using Papers.Contracts.LinkCheck;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>
/// What readers are told of a link, and when it is checked again.
/// <list type="bullet">
/// <item><b>Alive</b>: a page came. Checked again after <c>AliveInterval</c>.</item>
/// <item><b>Dead</b>: the server says that it is gone (410), or it was missed <c>MissesUntilDead</c> times, each at least
/// <c>MissesApart</c> after the one before: not found (404, or a page that says so), no such host, nothing listens there. It stays so
/// until a page comes. Checked again after <c>DeadInterval</c>.</item>
/// <item><b>Refused</b>: it leads to a private address. Looked at again after <c>RefusedInterval</c>.</item>
/// <item><b>Unsure</b>: all else, such as a first miss, a time-out, a certificate that is not valid, or a server that shows its page to
/// no robot. None of the latter counts as a miss, as the fault may be the server's for a day, or ours. Checked again after
/// <c>UnsureInterval</c>, which doubles up to <c>MaxUnsureInterval</c>.</item>
/// </list>
/// A host that asks for patience (429, 503) has told nothing: the verdict stays as it is (unsure, if there was none), and the link is
/// checked again when the host allows it, later each time.
/// </summary>
public static class VerdictRule
{
    /// <param name="before">What was known of the link.</param>
    /// <param name="result">What came of this check.</param>
    /// <param name="now">When it ended.</param>
    /// <param name="options">The intervals and limits named above.</param>
    public static LinkState Decide(LinkState before, CheckResult result, DateTimeOffset now, LinkCheckOptions options) =>
        result.Outcome switch
        {
            CheckOutcome.Answered => new(LinkVerdict.Alive, 0, null, 0, now + options.AliveInterval),
            CheckOutcome.Gone => Dead(before, now, options),
            CheckOutcome.PrivateAddress => new(LinkVerdict.Refused, 0, null, 0, now + options.RefusedInterval),
            CheckOutcome.NotFound or CheckOutcome.SoftNotFound or CheckOutcome.NoSuchHost or CheckOutcome.ConnectionRefused => Missed(before, now, options),
            CheckOutcome.Busy => Patient(before, result.RetryAfter, now, options),
            _ => Doubtful(before, now, options),
        };

    private static LinkState Missed(LinkState before, DateTimeOffset now, LinkCheckOptions options)
    {
        if (before.LastMissAt is { } last && now - last < options.MissesApart)
            return Doubtful(before, now, options);
        var missed = before with { Misses = before.Misses + 1, LastMissAt = now };
        return missed.Misses >= options.MissesUntilDead ? Dead(missed, now, options) : Doubtful(missed, now, options);
    }

    private static LinkState Dead(LinkState before, DateTimeOffset now, LinkCheckOptions options) =>
        before with { Verdict = LinkVerdict.Dead, Doubts = 0, DueAt = now + options.DeadInterval };

    private static LinkState Doubtful(LinkState before, DateTimeOffset now, LinkCheckOptions options) =>
        before.Verdict == LinkVerdict.Dead
            ? Dead(before, now, options)
            : before with
            {
                Verdict = LinkVerdict.Unsure,
                Doubts = before.Doubts + 1,
                DueAt = now + Doubled(options.UnsureInterval, before.Doubts, options.MaxUnsureInterval),
            };

    // However short a time the host names, one that names it again and again is asked ever more seldom.
    private static LinkState Patient(LinkState before, TimeSpan? retryAfter, DateTimeOffset now, LinkCheckOptions options)
    {
        var wait = retryAfter is { } named
            ? Max(named < options.MaxRetryAfter ? named : options.MaxRetryAfter, Doubled(TimeSpan.FromSeconds(1), before.Doubts, options.MaxUnsureInterval))
            : Doubled(options.BusyInterval, before.Doubts, options.MaxUnsureInterval);
        return before with { Verdict = before.Verdict ?? LinkVerdict.Unsure, Doubts = before.Doubts + 1, DueAt = now + wait };
    }

    private static TimeSpan Doubled(TimeSpan first, int times, TimeSpan most) =>
        TimeSpan.FromSeconds(Math.Min(first.TotalSeconds * Math.Pow(2, Math.Min(times, 64)), most.TotalSeconds));

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

/// <summary>What is known of a link.</summary>
/// <param name="Verdict">Null before its first check.</param>
/// <param name="Misses">Those that count, since a page last came.</param>
/// <param name="LastMissAt">The last of them.</param>
/// <param name="Doubts">Checks in a row that told nothing sure.</param>
/// <param name="DueAt">When it is checked next.</param>
public sealed record LinkState(LinkVerdict? Verdict, int Misses, DateTimeOffset? LastMissAt, int Doubts, DateTimeOffset DueAt);
