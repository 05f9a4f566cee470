using System.Text.Json.Serialization;

namespace Papers.Notification.Delivery;

[JsonConverter(typeof(JsonStringEnumConverter<DeliveryState>))]
public enum DeliveryState
{
    Waiting,

    /// <summary>Being handed to the SMTP server.</summary>
    Sending,

    Sent,

    /// <summary>Refused for good, or given up.</summary>
    Failed,

    /// <summary>Handed over without an answer: it may have arrived, and so it is never sent again.</summary>
    Uncertain,

    /// <summary>The reader left, or confirmed, before it went out.</summary>
    Withdrawn,

    /// <summary>There was nothing in the edition that this reader had not had.</summary>
    NothingNew,
}

/// <summary>The states as the table spells them.</summary>
public static class DeliveryStates
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
