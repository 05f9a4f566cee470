using System.Buffers.Binary;
using System.Text;

namespace Papers.Testing.Telemetry;

/// <summary>Reads the fields of one Protocol Buffers message, as far as OTLP's messages need it.</summary>
internal readonly struct ProtobufReader(ReadOnlyMemory<byte> message)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    /// <summary>The messages, texts and byte strings in a field.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> All(int field) => Fields().Where(found => found.Field == field).Select(found => found.Value);

    public ReadOnlyMemory<byte> First(int field) => All(field).FirstOrDefault();

    public string Text(int field) => Encoding.UTF8.GetString(First(field).Span);

    public string Hex(int field) => Convert.ToHexStringLower(First(field).Span);

    /// <summary>A varint; 0 where the field is left out.</summary>
    public ulong Number(int field) => First(field) is { Length: sizeof(ulong) } value ? BinaryPrimitives.ReadUInt64LittleEndian(value.Span) : 0;

    private IEnumerable<(int Field, ReadOnlyMemory<byte> Value)> Fields()
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = ReadVarint(ref at);
            yield return ((int)(tag >> 3), ReadValue((int)(tag & 7), ref at));
        }
    }

    private ReadOnlyMemory<byte> ReadValue(int type, ref int at)
    {
        if (type == Varint)
        {
            var number = new byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(number, ReadVarint(ref at));
            return number;
        }

        var length = type switch
        {
            Fixed64 => 8,
            Fixed32 => 4,
            Bytes => (int)ReadVarint(ref at),
            _ => throw new InvalidDataException($"The wire type {type} is not used by OTLP."),
        };
        var value = message.Slice(at, length);
        at += length;
        return value;
    }

    private ulong ReadVarint(ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message.Span[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
