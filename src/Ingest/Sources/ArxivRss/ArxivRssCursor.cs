using System.Text.Json;
using System.Text.Json.Serialization;

namespace Papers.Ingest.Sources.ArxivRss;

/// <summary>What was read last.</summary>
/// <param name="Address">What was asked; the tags below are of its reply.</param>
/// <param name="Day">The latest announcement that was read.</param>
/// <param name="ETag">By which the source knows its reply again.</param>
/// <param name="LastModified">The same by time.</param>
public sealed record ArxivRssCursor(string Address, DateOnly? Day, string? ETag, DateTimeOffset? LastModified)
{
    public static ArxivRssCursor? Read(string? json) => json is null ? null : JsonSerializer.Deserialize(json, ArxivRssCursorJson.Default.ArxivRssCursor);

    public string ToJson() => JsonSerializer.Serialize(this, ArxivRssCursorJson.Default.ArxivRssCursor);
}

[JsonSerializable(typeof(ArxivRssCursor))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ArxivRssCursorJson : JsonSerializerContext;
