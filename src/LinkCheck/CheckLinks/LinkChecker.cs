using Microsoft.Extensions.Options;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>
/// Asks for one link: HEAD, then GET where HEAD tells nothing, through redirects, each hop of which is a visit that its host's throttle
/// grants and whose address is guarded anew.
/// </summary>
public sealed class LinkChecker(LinkClient client, HostThrottle throttle, IOptions<LinkCheckOptions> options, TimeProvider time)
{
    // The first hop rather comes again than waits; once under way, waiting costs less than starting over.
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LaterPatience = TimeSpan.FromSeconds(10);

    /// <summary>What came of it; or, where a host would not have us yet, after what time to try again.</summary>
    public async Task<(CheckResult? Result, TimeSpan TryAgainAfter)> CheckAsync(string link, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(options.Value.CheckTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var asked = new Uri(link);
        try
        {
            var (result, tryAgainAfter) = await FollowAsync(asked, either.Token);
            return (result is null ? null : result with { Duration = time.GetElapsedTime(started) }, tryAgainAfter);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (new CheckResult { Outcome = CheckOutcome.TimedOut, Duration = time.GetElapsedTime(started) }, default);
        }
    }

    private async Task<(CheckResult? Result, TimeSpan TryAgainAfter)> FollowAsync(Uri asked, CancellationToken cancellationToken)
    {
        var url = asked;
        var seen = new HashSet<string>();
        for (var hop = 0; hop <= options.Value.MaxRedirects; hop++)
        {
            if (!seen.Add(url.AbsoluteUri))
                return (Ended(CheckOutcome.RedirectedInACircle, asked, url, null), default);

            var visit = await throttle.EnterAsync(url.Authority, hop == 0 ? FirstPatience : LaterPatience);
            if (!visit.IsGranted)
                return (null, visit.Wait);
            var reply = await VisitAsync(visit, url, cancellationToken);

            if (reply.Status is not (301 or 302 or 303 or 307 or 308))
                return (Ended(OutcomeOf(reply, asked, url), asked, url, reply), default);
            if (Next(url, reply.Location) is not { } next)
                return (Ended(CheckOutcome.BadRedirect, asked, url, reply), default);
            url = next;
        }

        return (Ended(CheckOutcome.TooManyRedirects, asked, url, null), default);
    }

    private async Task<LinkReply> VisitAsync(HostVisit visit, Uri url, CancellationToken cancellationToken)
    {
        LinkReply? reply = null;
        try
        {
            if (visit.Wait > TimeSpan.Zero)
                await Task.Delay(visit.Wait, time, cancellationToken);
            reply = await client.SendAsync(HttpMethod.Head, url, cancellationToken);
            if (NeedsPage(reply, url))
                reply = await client.SendAsync(HttpMethod.Get, url, cancellationToken);
            return reply;
        }
        finally
        {
            await throttle.LeaveAsync(visit, reply?.IsBusy ?? false, reply?.RetryAfter);
        }
    }

    // Many servers answer HEAD with an error, or not at all, and GET with the page. What GET cannot better is not asked again.
    private static bool NeedsPage(LinkReply head, Uri url) => head switch
    {
        { Failure: CheckOutcome.PrivateAddress or CheckOutcome.NoSuchHost or CheckOutcome.ConnectionRefused or CheckOutcome.TlsFailed } => false,
        { Failure: not null } => true,
        { IsBusy: true } or { Status: 410 } => false,
        { Status: 404 } => !SoftNotFound.NeverComesFrom(url.Host),
        { Status: >= 200 and < 300 } => head.IsPage && !SoftNotFound.NeverComesFrom(url.Host),
        { Status: >= 300 and < 400 } => head.Location is null,
        _ => true,
    };

    private static CheckOutcome OutcomeOf(LinkReply reply, Uri asked, Uri final) => reply switch
    {
        { Failure: { } failure } => failure,
        { IsBusy: true } => CheckOutcome.Busy,
        { Status: >= 200 and < 300 } => SoftNotFound.IsFrontPage(asked, final) || SoftNotFound.IsSaidBy(reply.Page) ? CheckOutcome.SoftNotFound : CheckOutcome.Answered,
        { Status: 404 } => CheckOutcome.NotFound,
        { Status: 410 } => CheckOutcome.Gone,
        { Status: >= 400 and < 500 or 999 } => CheckOutcome.Denied,
        { Status: >= 500 and < 600 } => CheckOutcome.ServerError,
        _ => CheckOutcome.StrangeStatus,
    };

    private static Uri? Next(Uri from, string? location) =>
        location is { Length: > 0 and <= FindLinks.LinkToken.MaxLength } && Uri.TryCreate(from, location, out var next)
        && (next.Scheme == Uri.UriSchemeHttp || next.Scheme == Uri.UriSchemeHttps)
        && next.UserInfo.Length == 0 && next.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
            ? next
            : null;

    private static CheckResult Ended(CheckOutcome outcome, Uri asked, Uri final, LinkReply? reply) => new()
    {
        Outcome = outcome,
        Status = reply?.Status,
        RetryAfter = reply?.RetryAfter,
        FinalUrl = final == asked ? null : final.AbsoluteUri,
    };
}
