using Microsoft.Extensions.Options;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>
/// Checks one link: HEAD, then GET where HEAD is inconclusive, following redirects. Each hop needs a permit of its host's throttle, and its
/// address is checked again.
/// </summary>
internal sealed class LinkChecker(LinkClient client, HostThrottle throttle, IOptions<LinkCheckOptions> options, TimeProvider time)
{
    private const int MaxLocationLength = 2048;

    // The first hop rather comes back later than waits; after a redirect, waiting costs less than starting over.
    private static readonly TimeSpan s_firstHopWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_laterHopWait = TimeSpan.FromSeconds(10);

    /// <returns>The result; or, where the throttle of a host postponed the check, the time after which to retry.</returns>
    public async Task<(CheckResult? Result, TimeSpan RetryAfter)> CheckAsync(string link, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(options.Value.CheckTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var requested = new Uri(link);
        try
        {
            var (result, retryAfter) = await FollowAsync(requested, either.Token);
            return (result is null ? null : result with { Duration = time.GetElapsedTime(started) }, retryAfter);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (new CheckResult { Outcome = CheckOutcome.TimedOut, Duration = time.GetElapsedTime(started) }, default);
        }
    }

    private async Task<(CheckResult? Result, TimeSpan RetryAfter)> FollowAsync(Uri requested, CancellationToken cancellationToken)
    {
        var url = requested;
        var seen = new HashSet<string>();
        for (var hop = 0; hop <= options.Value.MaxRedirects; hop++)
        {
            if (!seen.Add(url.AbsoluteUri))
            {
                return (Ended(CheckOutcome.RedirectLoop, requested, url, null), default);
            }

            var permit = await throttle.AcquireAsync(url.Authority, hop == 0 ? s_firstHopWait : s_laterHopWait);
            if (!permit.IsGranted)
            {
                return (null, permit.Wait);
            }

            var reply = await RequestAsync(permit, url, cancellationToken);

            if (reply.Status is not (301 or 302 or 303 or 307 or 308))
            {
                return (Ended(OutcomeOf(reply, requested, url), requested, url, reply), default);
            }

            if (Next(url, reply.Location) is not { } next)
            {
                return (Ended(CheckOutcome.InvalidRedirect, requested, url, reply), default);
            }

            url = next;
        }

        return (Ended(CheckOutcome.TooManyRedirects, requested, url, null), default);
    }

    private async Task<LinkReply> RequestAsync(HostPermit permit, Uri url, CancellationToken cancellationToken)
    {
        LinkReply? reply = null;
        try
        {
            if (permit.Wait > TimeSpan.Zero)
            {
                await Task.Delay(permit.Wait, time, cancellationToken);
            }

            reply = await client.SendAsync(HttpMethod.Head, url, cancellationToken);
            if (NeedsPage(reply, url))
            {
                reply = await client.SendAsync(HttpMethod.Get, url, cancellationToken);
            }

            return reply;
        }
        finally
        {
            await throttle.ReleaseAsync(permit, reply?.IsRateLimited ?? false, reply?.RetryAfter);
        }
    }

    // Many servers answer HEAD with an error or not at all, but GET with the page. GET is left out where it cannot change the result.
    private static bool NeedsPage(LinkReply head, Uri url) => head switch
    {
        { Failure: CheckOutcome.PrivateAddress or CheckOutcome.NoSuchHost or CheckOutcome.ConnectionRefused or CheckOutcome.TlsFailed } => false,
        { Failure: not null } => true,
        { IsRateLimited: true } or { Status: 410 } => false,
        { Status: 404 } => !SoftNotFound.IsReliable(url.Host),
        { Status: >= 200 and < 300 } => head.IsPage && !SoftNotFound.IsReliable(url.Host),
        { Status: >= 300 and < 400 } => head.Location is null,
        _ => true,
    };

    private static CheckOutcome OutcomeOf(LinkReply reply, Uri requested, Uri final) => reply switch
    {
        { Failure: { } failure } => failure,
        { IsRateLimited: true } => CheckOutcome.RateLimited,
        { Status: >= 200 and < 300 } when SoftNotFound.IsFrontPage(requested, final) || SoftNotFound.IsErrorPage(reply.Page) =>
            CheckOutcome.SoftNotFound,
        { Status: >= 200 and < 300 } => CheckOutcome.Answered,
        { Status: 404 } => CheckOutcome.NotFound,
        { Status: 410 } => CheckOutcome.Gone,
        { Status: >= 400 and < 500 or 999 } => CheckOutcome.Denied,
        { Status: >= 500 and < 600 } => CheckOutcome.ServerError,
        _ => CheckOutcome.UnexpectedStatus,
    };

    private static Uri? Next(Uri from, string? location) =>
        location is { Length: > 0 and <= MaxLocationLength } && Uri.TryCreate(from, location, out var next)
        && (next.Scheme == Uri.UriSchemeHttp || next.Scheme == Uri.UriSchemeHttps)
        && next.UserInfo.Length == 0 && next.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
            ? next
            : null;

    private static CheckResult Ended(CheckOutcome outcome, Uri requested, Uri final, LinkReply? reply) => new()
    {
        Outcome = outcome,
        Status = reply?.Status,
        RetryAfter = reply?.RetryAfter,
        FinalUrl = final == requested ? null : final.AbsoluteUri,
    };
}
