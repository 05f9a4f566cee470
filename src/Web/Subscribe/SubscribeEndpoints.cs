using Microsoft.Extensions.Options;
using Papers.Contracts.Notification;
using Papers.Web.Layout;
using Papers.Web.RateLimits;

namespace Papers.Web.Subscribe;

/// <summary>
/// Subscribe, confirm, leave. Mail scanners follow links, so that no GET changes anything: each link leads to a page, whose form does it.
/// </summary>
public static class SubscribeEndpoints
{
    private const int LongestAddress = 320;

    public static void MapSubscribe(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").AddEndpointFilter<SubscribeFaults>();
        pages.MapPage("/subscribe", () => Pages.Show<SubscribePage>(new SubscribeForm()));
        pages.MapPost("/subscribe", SubscribeAsync);
        pages.MapPage("/subscribe/confirm/{token}", ShowConfirmAsync);
        pages.MapPost("/subscribe/confirm/{token}", ConfirmAsync);
        pages.MapPage("/unsubscribe/{token}", ShowLeaveAsync);
        pages.MapPost("/unsubscribe/{token}", LeaveAsync);
        pages.MapPage("/unsubscribe/{token}/one-click", ShowLeaveAsync);
        pages.MapPost("/unsubscribe/{token}/one-click", LeaveByOneClickAsync).WithMetadata(new AnySiteMayPost());
    }

    private static async Task<IResult> SubscribeAsync(
        HttpRequest request,
        SubscriptionsClient subscriptions,
        ClientRate rate,
        IOptions<SubscribeOptions> options,
        CancellationToken cancellationToken)
    {
        var email = await SmallForm.ReadFieldAsync(request, "email", LongestAddress, cancellationToken);
        if (email is null)
        {
            return Pages.Show<SubscribePage>(new SubscribeForm { Complaint = "Please give an e-mail address." }, StatusCodes.Status400BadRequest);
        }

        if (!await rate.AllowsAsync(new RateLimit("subscribe", options.Value.RequestsPerClient), request.HttpContext.Connection.RemoteIpAddress))
        {
            return Pages.Show<SayPage>(Say.TooOften, StatusCodes.Status429TooManyRequests);
        }

        return await subscriptions.SubscribeAsync(email, cancellationToken) == SubscribeAnswer.Accepted
            ? Pages.Show<SayPage>(Say.CheckYourInbox(email))
            : Pages.Show<SubscribePage>(
                new SubscribeForm { Email = email, Complaint = "Mail cannot be sent to this address. Is it complete?" },
                StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ShowConfirmAsync(string token, SubscriptionsClient subscriptions, CancellationToken cancellationToken) =>
        await subscriptions.FindAsync(token, MailLink.Confirm, cancellationToken) switch
        {
            { State: SubscriptionState.Pending } status => Pages.Show<ConfirmPage>(new LinkForm(token, status.MaskedAddress)),
            { State: SubscriptionState.Confirmed } status => Pages.Show<SayPage>(Say.Confirmed(status.MaskedAddress)),
            null => Pages.Show<SayPage>(Say.UnknownLink, StatusCodes.Status404NotFound),
            _ => Pages.Show<SayPage>(Say.Expired, StatusCodes.Status410Gone),
        };

    private static async Task<IResult> ConfirmAsync(string token, SubscriptionsClient subscriptions, CancellationToken cancellationToken) =>
        await subscriptions.FollowAsync(token, MailLink.Confirm, cancellationToken) switch
        {
            { State: SubscriptionState.Confirmed } status => Pages.Show<SayPage>(Say.Confirmed(status.MaskedAddress)),
            null => Pages.Show<SayPage>(Say.UnknownLink, StatusCodes.Status404NotFound),
            _ => Pages.Show<SayPage>(Say.Expired, StatusCodes.Status410Gone),
        };

    private static async Task<IResult> ShowLeaveAsync(string token, SubscriptionsClient subscriptions, CancellationToken cancellationToken) =>
        await subscriptions.FindAsync(token, MailLink.Leave, cancellationToken) switch
        {
            { State: SubscriptionState.Unsubscribed } status => Pages.Show<SayPage>(Say.Left(status.MaskedAddress)),
            { } status => Pages.Show<LeavePage>(new LinkForm(token, status.MaskedAddress)),
            null => Pages.Show<SayPage>(Say.UnknownLink, StatusCodes.Status404NotFound),
        };

    private static async Task<IResult> LeaveAsync(string token, SubscriptionsClient subscriptions, CancellationToken cancellationToken) =>
        await subscriptions.FollowAsync(token, MailLink.Leave, cancellationToken) is { } status
            ? Pages.Show<SayPage>(Say.Left(status.MaskedAddress))
            : Pages.Show<SayPage>(Say.UnknownLink, StatusCodes.Status404NotFound);

    // RFC 8058: asked by the reader's mail program, without a cookie, and answered without a redirect.
    private static async Task<IResult> LeaveByOneClickAsync(string token, SubscriptionsClient subscriptions, CancellationToken cancellationToken) =>
        await subscriptions.FollowAsync(token, MailLink.Leave, cancellationToken) is not null
            ? TypedResults.Text("You have left. No more mail will come.")
            : TypedResults.Text("This link is not known.", statusCode: StatusCodes.Status404NotFound);
}
