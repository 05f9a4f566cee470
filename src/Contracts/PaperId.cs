using System.Text.Json;
using System.Text.Json.Serialization;

namespace Papers.Contracts;

/// <summary>
/// The one name of a paper in every service: its arXiv identifier without version where it is known (<c>2401.01234</c>,
/// <c>hep-th/9901001</c>), else <c>t-</c> and a digest of its normalised title. A plain string on the wire.
/// </summary>
[JsonConverter(typeof(PaperIdJsonConverter))]
public readonly record struct PaperId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Writes a <see cref="PaperId"/> as the plain string that it is.</summary>
public sealed class PaperIdJsonConverter : JsonConverter<PaperId>
{
    public override PaperId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("A paper's id is a string."));

    public override void Write(Utf8JsonWriter writer, PaperId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
