using System.Text.Json;
using Papers.Contracts;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>
/// MassTransit's names and its JSON envelope (<c>application/vnd.masstransit+json</c>), written once, when an event enters the outbox:
/// the relay then passes on bytes.
/// </summary>
public static class Envelope
{
    /// <summary>The media type of an envelope.</summary>
    public const string ContentType = "application/vnd.masstransit+json";

    /// <summary>The fanout exchange that MassTransit gives an event: its namespace and its name.</summary>
    public static string ExchangeOf(Type @event) => $"{@event.Namespace}:{@event.Name}";

    /// <summary>The event in its envelope, as UTF-8.</summary>
    public static byte[] Write<T>(T message, Guid messageId, DateTimeOffset sentAt)
        where T : class
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("messageId", messageId);
            json.WriteStartArray("messageType");
            json.WriteStringValue($"urn:message:{ExchangeOf(typeof(T))}");
            json.WriteEndArray();
            json.WriteString("sentTime", sentAt.UtcDateTime);
            json.WritePropertyName("message");
            JsonSerializer.Serialize(json, message, typeof(T), EventJson.Default);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
