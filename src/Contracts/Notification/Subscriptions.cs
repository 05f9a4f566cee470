using System.Text.Json.Serialization;

namespace Papers.Contracts.Notification;

/// <summary>
/// The body of <c>POST /internal/subscriptions</c> of Notification. The reply is 202 whether the address is subscribed or not, so that nobody
/// can find out who is; 400 where mail cannot be sent to the address.
/// </summary>
/// <param name="Email">As the reader typed it.</param>
public sealed record SubscriptionRequest(string Email);

/// <summary>
/// The reply of Notification to <c>/internal/subscriptions/{token}/confirm</c> and <c>…/unsubscribe</c>. GET reports the subscription as the
/// link's reader sees it and changes nothing; POST confirms or unsubscribes and reports the new state. 404 where Notification did not
/// issue the token for this purpose.
/// </summary>
public sealed record SubscriptionStatus
{
    public required SubscriptionState State { get; init; }

    /// <summary>The reader's address with most of the local part left out, enough for its owner to recognize it.</summary>
    public required string MaskedAddress { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<SubscriptionState>))]
public enum SubscriptionState
{
    /// <summary>Requested, and the confirmation link is valid.</summary>
    Pending,

    /// <summary>Receives the editions.</summary>
    Confirmed,

    /// <summary>Receives nothing any more. <c>Left</c> in JSON, as in earlier versions.</summary>
    [JsonStringEnumMemberName("Left")]
    Unsubscribed,

    /// <summary>The confirmation link has expired, or the reader has unsubscribed since: only the link of a new mail can confirm.</summary>
    Expired,
}
