using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Contracts.Notification;
using Papers.Notification.Channels.Email;
using Papers.Notification.Delivery;

namespace Papers.Notification.Subscriptions;

/// <summary>The routes that Web calls for readers; only other services can reach them.</summary>
internal static partial class SubscriptionEndpoints
{
    public static void MapSubscriptions(this IEndpointRouteBuilder app)
    {
        var subscriptions = app.MapGroup("/internal/subscriptions");
        subscriptions.MapPost("", Subscribe);
        subscriptions.MapGet("{token}/confirm", (string token, TokenRequest request, CancellationToken cancellationToken) =>
            request.HandleAsync(token, TokenPurpose.Confirm, request.Store.FindAsync, cancellationToken));
        subscriptions.MapPost("{token}/confirm", (string token, TokenRequest request, CancellationToken cancellationToken) =>
            request.HandleAsync(token, TokenPurpose.Confirm, request.Store.ConfirmAsync, cancellationToken));

        // "leave" is the former name of the route: a Web of the previous version still calls it.
        foreach (var route in (string[])["{token}/unsubscribe", "{token}/leave"])
        {
            subscriptions.MapGet(route, (string token, TokenRequest request, CancellationToken cancellationToken) =>
                request.HandleAsync(token, TokenPurpose.Unsubscribe, request.Store.FindAsync, cancellationToken));
            subscriptions.MapPost(route, (string token, TokenRequest request, CancellationToken cancellationToken) =>
                request.HandleAsync(token, TokenPurpose.Unsubscribe, request.Store.UnsubscribeAsync, cancellationToken));
        }
    }

    private static async Task<Results<Accepted, ValidationProblem>> Subscribe(
        SubscriptionRequest request,
        SubscriptionStore store,
        DeliverySignal signal,
        NotificationMetrics metrics,
        ILogger<SubscriptionStore> logger,
        CancellationToken cancellationToken)
    {
        if (EmailAddress.Parse(request.Email) is not { } address)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>
            {
                ["email"] = ["This is not a valid email address."],
            });
        }

        if (await store.RequestAsync(address, cancellationToken))
        {
            signal.Set();
            metrics.Queued(ConfirmationWriter.ConfirmationKind, 1);
            Log.ConfirmationQueued(logger, address.Masked);
        }

        return TypedResults.Accepted((string?)null);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Queued a confirmation mail to {Address}")]
        public static partial void ConfirmationQueued(ILogger logger, string address);
    }
}

/// <summary>Handles requests with a token from a link in a mail.</summary>
internal sealed class TokenRequest(TokenKey key, SubscriptionStore store)
{
    public SubscriptionStore Store => store;

    public async Task<Results<Ok<SubscriptionStatus>, NotFound>> HandleAsync(
        string text,
        TokenPurpose purpose,
        Func<ReaderToken, CancellationToken, Task<SubscriptionStatus?>> action,
        CancellationToken cancellationToken)
    {
        var tokens = await key.TokensAsync(cancellationToken);
        return tokens.Read(text) is { } token && token.Purpose == purpose && await action(token, cancellationToken) is { } status
            ? TypedResults.Ok(status)
            : TypedResults.NotFound();
    }
}
