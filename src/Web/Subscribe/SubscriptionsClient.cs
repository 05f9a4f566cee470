using System.Net;
using Papers.Contracts;
using Papers.Contracts.Notification;
using Papers.Web.Services;
using Polly;

namespace Papers.Web.Subscribe;

/// <summary>
/// Calls Notification, which owns the subscriptions. By HTTP and not by an event, since the page must show the current state
/// (docs/decisions/0002-subscriptions-over-http.md).
/// </summary>
internal sealed class SubscriptionsClient(HttpClient notification)
{
    private const int MaxTokenLength = 200;

    public async Task<SubscribeResult> SubscribeAsync(string email, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => notification.PostAsJsonAsync("internal/subscriptions", new SubscriptionRequest(email), EventJson.Default.SubscriptionRequest, cancellationToken),
            cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.Accepted => SubscribeResult.Accepted,
            HttpStatusCode.BadRequest => SubscribeResult.InvalidAddress,
            _ => throw Unavailable($"HTTP {(int)response.StatusCode}"),
        };
    }

    /// <summary>The subscription that a link belongs to; null where Notification never sent such a link.</summary>
    public Task<SubscriptionStatus?> FindAsync(string token, MailLink link, CancellationToken cancellationToken) =>
        StatusAsync(token, () => notification.GetAsync(PathOf(token, link), cancellationToken), cancellationToken);

    /// <summary>Confirms or unsubscribes; null where Notification never sent such a link.</summary>
    public Task<SubscriptionStatus?> FollowAsync(string token, MailLink link, CancellationToken cancellationToken) =>
        StatusAsync(token, () => notification.PostAsync(PathOf(token, link), content: null, cancellationToken), cancellationToken);

    private static string PathOf(string token, MailLink link) =>
        $"internal/subscriptions/{token}/{(link == MailLink.Confirm ? "confirm" : "unsubscribe")}";

    // Base64url (RFC 4648, section 5): nothing else may enter the path of a request.
    private static bool IsToken(string token) =>
        token.Length <= MaxTokenLength && token.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    private static async Task<SubscriptionStatus?> StatusAsync(string token, Func<Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        if (!IsToken(token))
        {
            return null;
        }

        using var response = await SendAsync(send, cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => await response.Content.ReadFromJsonAsync(EventJson.Default.SubscriptionStatus, cancellationToken),
            HttpStatusCode.NotFound => null,
            _ => throw Unavailable($"HTTP {(int)response.StatusCode}"),
        };
    }

    private static async Task<HttpResponseMessage> SendAsync(Func<Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        try
        {
            return await send();
        }
        catch (Exception exception) when (
            exception is HttpRequestException or ExecutionRejectedException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Unavailable(exception.Message, exception);
        }
    }

    private static ServiceUnavailableException Unavailable(string reason, Exception? cause = null) => new(ServiceClients.Notification, reason, cause);
}

internal enum SubscribeResult
{
    Accepted,
    InvalidAddress,
}

internal enum MailLink
{
    Confirm,
    Unsubscribe,
}
