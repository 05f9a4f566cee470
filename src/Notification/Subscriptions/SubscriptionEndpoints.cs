using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Contracts.Notification;
using Papers.Notification.Delivery;

namespace Papers.Notification.Subscriptions;

/// <summary>What Web asks and orders for readers. Nothing outside reaches these routes.</summary>
public static partial class SubscriptionEndpoints
{
    public static void MapSubscriptions(this IEndpointRouteBuilder app)
    {
        var subscriptions = app.MapGroup("/internal/subscriptions");
        subscriptions.MapPost("", Subscribe);
        subscriptions.MapGet("{token}/confirm", (string token, LinkRequest link, CancellationToken cancellationToken) =>
            link.AnswerAsync(token, TokenPurpose.Confirm, link.Store.FindAsync, cancellationToken));
        subscriptions.MapPost("{token}/confirm", (string token, LinkRequest link, CancellationToken cancellationToken) =>
            link.AnswerAsync(token, TokenPurpose.Confirm, link.Store.ConfirmAsync, cancellationToken));
        subscriptions.MapGet("{token}/leave", (string token, LinkRequest link, CancellationToken cancellationToken) =>
            link.AnswerAsync(token, TokenPurpose.Leave, link.Store.FindAsync, cancellationToken));
        subscriptions.MapPost("{token}/leave", (string token, LinkRequest link, CancellationToken cancellationToken) =>
            link.AnswerAsync(token, TokenPurpose.Leave, link.Store.LeaveAsync, cancellationToken));
    }

    private static async Task<Results<Accepted, ValidationProblem>> Subscribe(
        SubscriptionRequest request,
        SubscriptionStore store,
        DeliverySignal signal,
        ILogger<SubscriptionStore> logger,
        CancellationToken cancellationToken)
    {
        if (EmailAddress.Parse(request.Email) is not { } address)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>
            {
                ["email"] = ["This is no e-mail address that mail can be sent to."],
            });
        }

        if (await store.AskAsync(address, cancellationToken))
        {
            signal.Set();
            Log.Asked(logger, address.Masked);
        }

        return TypedResults.Accepted((string?)null);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Asked {Address} to confirm")]
        public static partial void Asked(ILogger logger, string address);
    }
}

/// <summary>A request by a link of a mail.</summary>
public sealed class LinkRequest(TokenKey key, SubscriptionStore store)
{
    public SubscriptionStore Store => store;

    public async Task<Results<Ok<SubscriptionStatus>, NotFound>> AnswerAsync(
        string text,
        TokenPurpose purpose,
        Func<ReaderToken, CancellationToken, Task<SubscriptionStatus?>> act,
        CancellationToken cancellationToken)
    {
        var tokens = await key.TokensAsync(cancellationToken);
        return tokens.Read(text) is { } token && token.Purpose == purpose && await act(token, cancellationToken) is { } status
            ? TypedResults.Ok(status)
            : TypedResults.NotFound();
    }
}
