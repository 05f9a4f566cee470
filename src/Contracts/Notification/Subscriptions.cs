using System.Text.Json.Serialization;

namespace Papers.Contracts.Notification;

/// <summary>
/// Asked by Web of Notification: <c>POST /internal/subscriptions</c>. The answer is 202 whether the address is known or not, so that
/// nobody learns who reads; 400 where it is no address that mail can be sent to.
/// </summary>
/// <param name="Email">As the reader wrote it.</param>
public sealed record SubscriptionRequest(string Email);

/// <summary>
/// Answered by Notification under <c>/internal/subscriptions/{token}/confirm</c> and <c>…/leave</c>: GET tells what the link finds, POST
/// confirms or leaves and tells what the subscription is then. A token that Notification never gave for this is 404.
/// </summary>
public sealed record SubscriptionStatus
{
    public required SubscriptionState State { get; init; }

    /// <summary>The reader's address with most of its name left out, enough for its owner to know it again.</summary>
    public required string MaskedAddress { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<SubscriptionState>))]
public enum SubscriptionState
{
    /// <summary>Asked for, and the link to confirm is good.</summary>
    Pending,

    /// <summary>Gets the editions.</summary>
    Confirmed,

    /// <summary>Gets nothing any more.</summary>
    Left,

    /// <summary>The link to confirm came too late, or the reader has left since: only a new mail can confirm.</summary>
    Expired,
}
