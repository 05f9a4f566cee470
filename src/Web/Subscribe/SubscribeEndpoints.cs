using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Papers.Contracts.Notification;
using Papers.Web.Layout;
using Papers.Web.RateLimits;

namespace Papers.Web.Subscribe;

/// <summary>
/// Subscribe, confirm, unsubscribe. Mail scanners follow links, so no GET changes anything: each link leads to a page with a form. The
/// URL of a page is a key to a subscription, so the pages are neither cached nor listed.
/// </summary>
internal static class SubscribeEndpoints
{
    private const int MaxAddressLength = 320;

    private static readonly UnavailableMessage s_unavailable = new(
        "Subscriptions are temporarily unavailable",
        "Nothing was changed. Please try again in a minute.");

    public static void MapSubscribe(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").WithNoStore().WithMetadata(s_unavailable);
        pages.MapPage("/subscribe", () => Pages.Render<SubscribePage>(new SubscribeForm()));
        pages.MapPost("/subscribe", SubscribeAsync);
        pages.MapPage("/subscribe/confirm/{token}", ShowConfirmAsync);
        pages.MapPost("/subscribe/confirm/{token}", ConfirmAsync);
        pages.MapPage("/unsubscribe/{token}", ShowUnsubscribeAsync);
        pages.MapPost("/unsubscribe/{token}", UnsubscribeAsync);
        pages.MapPage("/unsubscribe/{token}/one-click", ShowUnsubscribeAsync);
        pages.MapPost("/unsubscribe/{token}/one-click", UnsubscribeByOneClickAsync).WithMetadata(new AllowCrossSitePost());
    }

    private static async Task<Results<RazorComponentResult<MessagePage>, RazorComponentResult<SubscribePage>>> SubscribeAsync(
        HttpRequest request,
        SubscriptionsClient subscriptions,
        ClientRate rate,
        IOptions<SubscribeOptions> options,
        CancellationToken cancellationToken)
    {
        var email = await SmallForm.ReadFieldAsync(request, "email", MaxAddressLength, cancellationToken);
        if (email is null)
        {
            return Pages.Render<SubscribePage>(new SubscribeForm { Error = "Enter an email address." }, StatusCodes.Status400BadRequest);
        }

        if (!await rate.AllowsAsync(new RateLimit("subscribe", options.Value.RequestsPerClient), request.HttpContext.Connection.RemoteIpAddress))
        {
            return Pages.Render<MessagePage>(PageMessage.TooManyRequests, StatusCodes.Status429TooManyRequests);
        }

        return await subscriptions.SubscribeAsync(email, cancellationToken) == SubscribeResult.Accepted
            ? Pages.Render<MessagePage>(PageMessage.CheckYourInbox(email))
            : Pages.Render<SubscribePage>(
                new SubscribeForm { Email = email, Error = "That doesn’t look like an email address." },
                StatusCodes.Status400BadRequest);
    }

    private static async Task<Results<RazorComponentResult<ConfirmPage>, RazorComponentResult<MessagePage>>> ShowConfirmAsync(
        string token,
        SubscriptionsClient subscriptions,
        CancellationToken cancellationToken) =>
        await subscriptions.FindAsync(token, MailLink.Confirm, cancellationToken) switch
        {
            { State: SubscriptionState.Pending } status => Pages.Render<ConfirmPage>(new LinkForm(token, status.MaskedAddress)),
            var status => ConfirmationMessage(status),
        };

    private static async Task<RazorComponentResult<MessagePage>> ConfirmAsync(
        string token,
        SubscriptionsClient subscriptions,
        CancellationToken cancellationToken) =>
        ConfirmationMessage(await subscriptions.FollowAsync(token, MailLink.Confirm, cancellationToken));

    private static RazorComponentResult<MessagePage> ConfirmationMessage(SubscriptionStatus? status) => status switch
    {
        { State: SubscriptionState.Confirmed } => Pages.Render<MessagePage>(PageMessage.Subscribed(status.MaskedAddress)),
        null => Pages.Render<MessagePage>(PageMessage.InvalidLink, StatusCodes.Status404NotFound),
        _ => Pages.Render<MessagePage>(PageMessage.Expired, StatusCodes.Status410Gone),
    };

    private static async Task<Results<RazorComponentResult<UnsubscribePage>, RazorComponentResult<MessagePage>>> ShowUnsubscribeAsync(
        string token,
        SubscriptionsClient subscriptions,
        CancellationToken cancellationToken) =>
        await subscriptions.FindAsync(token, MailLink.Unsubscribe, cancellationToken) switch
        {
            { State: SubscriptionState.Unsubscribed } status => Pages.Render<MessagePage>(PageMessage.Unsubscribed(status.MaskedAddress)),
            { } status => Pages.Render<UnsubscribePage>(new LinkForm(token, status.MaskedAddress)),
            null => Pages.Render<MessagePage>(PageMessage.InvalidLink, StatusCodes.Status404NotFound),
        };

    private static async Task<RazorComponentResult<MessagePage>> UnsubscribeAsync(
        string token,
        SubscriptionsClient subscriptions,
        CancellationToken cancellationToken) =>
        await subscriptions.FollowAsync(token, MailLink.Unsubscribe, cancellationToken) is { } status
            ? Pages.Render<MessagePage>(PageMessage.Unsubscribed(status.MaskedAddress))
            : Pages.Render<MessagePage>(PageMessage.InvalidLink, StatusCodes.Status404NotFound);

    // RFC 8058: sent by the reader's mail program, without a cookie, and answered without a redirect.
    private static async Task<ContentHttpResult> UnsubscribeByOneClickAsync(
        string token,
        SubscriptionsClient subscriptions,
        CancellationToken cancellationToken) =>
        await subscriptions.FollowAsync(token, MailLink.Unsubscribe, cancellationToken) is not null
            ? TypedResults.Text("You are unsubscribed.")
            : TypedResults.Text("Invalid link.", statusCode: StatusCodes.Status404NotFound);
}
