using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MassTransit;
using MassTransit.Serialization;
using Papers.Contracts;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>A parsed envelope with the bytes of its message. Anything but reading our own events is delegated to MassTransit's reader.</summary>
internal sealed class EnvelopeContext(JsonMessageEnvelope envelope, ReadOnlyMemory<byte> message, Func<SerializerContext> readByMassTransit)
    : SystemTextJsonSerializerContext(
        SystemTextJsonMessageSerializer.Instance,
        SystemTextJsonMessageSerializer.Options,
        SystemTextJsonMessageSerializer.JsonContentType,
        new EnvelopeMessageContext(envelope, SystemTextJsonMessageSerializer.Instance),
        envelope.MessageType ?? [],
        envelope)
{
    public override bool TryGetMessage<T>([NotNullWhen(true)] out T? read)
        where T : class
    {
        if (!IsSupportedMessageType<T>())
        {
            read = null;
            return false;
        }

        if (EventJson.Default.GetTypeInfo(typeof(T)) is not JsonTypeInfo<T> type)
        {
            return readByMassTransit().TryGetMessage(out read);
        }

        read = JsonSerializer.Deserialize(message.Span, type);
        return read is not null;
    }

    public override bool TryGetMessage(Type messageType, [NotNullWhen(true)] out object? read) => readByMassTransit().TryGetMessage(messageType, out read);

    public override IMessageSerializer GetMessageSerializer() => readByMassTransit().GetMessageSerializer();
}
