using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Papers.Contracts;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>
/// MassTransit's exchange names and JSON envelope (<c>application/vnd.masstransit+json</c>). An event is serialised once, when it enters the
/// outbox; the relay publishes these bytes.
/// </summary>
public static class Envelope
{
    // Events are never embedded in HTML, so relaxed escaping is safe; it is shorter and faster to read.
    private static readonly JsonWriterOptions s_lean = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The media type of an envelope.</summary>
    public const string ContentType = "application/vnd.masstransit+json";

    /// <summary>The fanout exchange of an event, as MassTransit names it: namespace and name.</summary>
    public static string ExchangeOf(Type @event) => $"{@event.Namespace}:{@event.Name}";

    /// <summary>The event in its envelope, as UTF-8.</summary>
    public static byte[] Write<T>(T message, Guid messageId, DateTimeOffset sentAt)
        where T : class
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, message, messageId, sentAt);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the event in its envelope, as UTF-8, into a buffer.</summary>
    public static void Write<T>(IBufferWriter<byte> buffer, T message, Guid messageId, DateTimeOffset sentAt)
        where T : class
    {
        using var json = new Utf8JsonWriter(buffer, s_lean);
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
}
