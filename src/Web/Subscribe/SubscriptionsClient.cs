using System.Net;
using Papers.Contracts;
using Papers.Contracts.Notification;
using Polly;

namespace Papers.Web.Subscribe;

/// <summary>
/// Asks Notification, which owns the subscriptions. By HTTP and not by an event, since a reader must be told what is true now
/// (docs/decisions/0002-subscriptions-over-http.md).
/// </summary>
public sealed class SubscriptionsClient(HttpClient notification)
{
    private const int MaxTokenLength = 200;

    public async Task<SubscribeAnswer> SubscribeAsync(string email, CancellationToken cancellationToken)
    {
        using var response = await AskAsync(
            () => notification.PostAsJsonAsync("internal/subscriptions", new SubscriptionRequest(email), EventJson.Default.SubscriptionRequest, cancellationToken),
            cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.Accepted => SubscribeAnswer.Accepted,
            HttpStatusCode.BadRequest => SubscribeAnswer.NoAddress,
            _ => throw new NotificationAwayException($"It answered {(int)response.StatusCode}."),
        };
    }

    /// <summary>What a link finds; null where Notification never gave such a link.</summary>
    public Task<SubscriptionStatus?> FindAsync(string token, MailLink link, CancellationToken cancellationToken) =>
        StatusAsync(token, () => notification.GetAsync(PathOf(token, link), cancellationToken), cancellationToken);

    /// <summary>Does what a link is for; null where Notification never gave such a link.</summary>
    public Task<SubscriptionStatus?> FollowAsync(string token, MailLink link, CancellationToken cancellationToken) =>
        StatusAsync(token, () => notification.PostAsync(PathOf(token, link), content: null, cancellationToken), cancellationToken);

    private static string PathOf(string token, MailLink link) =>
        $"internal/subscriptions/{token}/{(link == MailLink.Confirm ? "confirm" : "leave")}";

    // Base64url (RFC 4648, 5): nothing else is let into the path of a request.
    private static bool IsToken(string token) =>
        token.Length <= MaxTokenLength && token.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_');

    private static async Task<SubscriptionStatus?> StatusAsync(string token, Func<Task<HttpResponseMessage>> ask, CancellationToken cancellationToken)
    {
        if (!IsToken(token))
        {
            return null;
        }

        using var response = await AskAsync(ask, cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => await response.Content.ReadFromJsonAsync(EventJson.Default.SubscriptionStatus, cancellationToken),
            HttpStatusCode.NotFound => null,
            _ => throw new NotificationAwayException($"It answered {(int)response.StatusCode}."),
        };
    }

    private static async Task<HttpResponseMessage> AskAsync(Func<Task<HttpResponseMessage>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (
            exception is HttpRequestException or ExecutionRejectedException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new NotificationAwayException(exception.Message);
        }
    }
}

public enum SubscribeAnswer
{
    Accepted,
    NoAddress,
}

public enum MailLink
{
    Confirm,
    Leave,
}

public sealed class NotificationAwayException(string reason) : Exception($"Notification did not answer: {reason}");
