using System.Net.Mime;
using System.Runtime.Serialization;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>
/// Reads what <see cref="Envelope"/> writes: scans the envelope once and deserialises the event directly from its bytes. MassTransit's reader
/// builds a document of the whole message first, which took a third of Web's time while importing.
/// </summary>
internal sealed class EnvelopeReader : IMessageDeserializer, ISerializerFactory
{
    private static readonly SystemTextJsonMessageSerializer s_massTransit = SystemTextJsonMessageSerializer.Instance;

    public ContentType ContentType => SystemTextJsonMessageSerializer.JsonContentType;

    public IMessageSerializer CreateSerializer() => s_massTransit;

    public IMessageDeserializer CreateDeserializer() => this;

    public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
        new BodyConsumeContext(receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null)
    {
        var bytes = body.GetBytes();
        try
        {
            var (envelope, message) = ReadEnvelope(bytes);
            return message.IsEmpty
                ? throw new SerializationException("The envelope has no message.")
                : new EnvelopeContext(envelope, message, () => s_massTransit.Deserialize(body, headers, destinationAddress));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new SerializationException("The message is not a valid envelope.", exception);
        }
    }

    public MessageBody GetMessageBody(string text) => s_massTransit.GetMessageBody(text);

    public void Probe(ProbeContext context) => s_massTransit.Probe(context);

    private static (JsonMessageEnvelope Envelope, ReadOnlyMemory<byte> Message) ReadEnvelope(byte[] bytes)
    {
        var envelope = new JsonMessageEnvelope { Message = bytes };
        var message = ReadOnlyMemory<byte>.Empty;
        var json = new Utf8JsonReader(bytes);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The envelope is not a JSON object.");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("messageId"u8))
            {
                json.Read();
                envelope.MessageId = json.GetString();
            }
            else if (json.ValueTextEquals("messageType"u8))
            {
                json.Read();
                envelope.MessageType = JsonSerializer.Deserialize<string[]>(ref json);
            }
            else if (json.ValueTextEquals("sentTime"u8))
            {
                json.Read();
                envelope.SentTime = json.GetDateTime();
            }
            else
            {
                var isMessage = json.ValueTextEquals("message"u8);
                json.Read();
                var start = (int)json.TokenStartIndex;
                json.Skip();
                if (isMessage)
                {
                    message = bytes.AsMemory(start..(int)json.BytesConsumed);
                }
            }
        }

        json.Read();
        return (envelope, message);
    }
}
