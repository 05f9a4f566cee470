using System.Text.Json;
using System.Text.Json.Serialization;

namespace Papers.Contracts;

/// <summary>
/// Identifies a paper in all services: its arXiv identifier without version where known (<c>2401.01234</c>, <c>hep-th/9901001</c>), otherwise
/// <c>t-</c> and a digest of its normalized title. A plain string in JSON.
/// </summary>
[JsonConverter(typeof(PaperIdJsonConverter))]
public readonly record struct PaperId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Reads and writes a <see cref="PaperId"/> as a plain string.</summary>
public sealed class PaperIdJsonConverter : JsonConverter<PaperId>
{
    public override PaperId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("A paper id must be a string."));

    public override void Write(Utf8JsonWriter writer, PaperId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
