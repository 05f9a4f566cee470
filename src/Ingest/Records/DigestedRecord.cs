using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Papers.Ingest.Latex;

namespace Papers.Ingest.Records;

/// <summary>A record with its JSON, the digest of that, by which it is known again, its title's key, and the key that its source knows it by.</summary>
public sealed record DigestedRecord(SourceRecord Record, string Json, Guid Digest, string TitleKey, string Key)
{
    /// <summary>Where its text has it: what a source says of one paper twice counts in that order.</summary>
    public long Line { get; init; }

    /// <summary>What the source counted; it makes no revision, so it is no part of the digest.</summary>
    public PaperSighting? Seen { get; init; }

    public static DigestedRecord Of(ReadRecord read) => Of(read.Record) with { Line = read.Line, Seen = read.Seen };

    public static DigestedRecord Of(SourceRecord record)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(record, SourceRecordJson.Default.SourceRecord);
        var digest = new Guid(SHA256.HashData(json).AsSpan(0, 16), bigEndian: true);
        return Of(record, Encoding.UTF8.GetString(json), digest);
    }

    public static DigestedRecord Of(SourceRecord record, string json, Guid digest)
    {
        var titleKey = Records.TitleKey.Of(ReadableText.Of(record.Title));
        return new(record, json, digest, titleKey, RecordKey.Of(record, titleKey));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SourceRecord))]
public sealed partial class SourceRecordJson : JsonSerializerContext;
