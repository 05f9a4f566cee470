using System.Text.Json.Serialization;

namespace Papers.Notification.Delivery;

[JsonConverter(typeof(JsonStringEnumConverter<DeliveryState>))]
public enum DeliveryState
{
    Waiting,

    /// <summary>Being sent to the SMTP server.</summary>
    Sending,

    Sent,

    /// <summary>Rejected permanently, or given up after retries.</summary>
    Failed,

    /// <summary>Handed over without a reply: it may have arrived, so it is never sent again.</summary>
    Uncertain,

    /// <summary>The reader unsubscribed, or confirmed, before it was sent.</summary>
    Withdrawn,

    /// <summary>The edition has no paper that is new to this reader.</summary>
    NothingNew,
}

/// <summary>The states as the table <c>deliveries</c> has them.</summary>
internal static class DeliveryStates
{
    public static string ToSql(this DeliveryState state) => state switch
    {
        DeliveryState.Waiting => "waiting",
        DeliveryState.Sending => "sending",
        DeliveryState.Sent => "sent",
        DeliveryState.Failed => "failed",
        DeliveryState.Uncertain => "uncertain",
        DeliveryState.Withdrawn => "withdrawn",
        _ => "nothing-new",
    };
}
