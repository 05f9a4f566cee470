using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Papers.Ingest.Latex;

namespace Papers.Ingest.Records;

/// <summary>A record with its JSON, the digest that identifies equal content, the key of its title, and its <see cref="RecordKey"/>.</summary>
internal sealed record DigestedRecord(SourceRecord Record, string Json, Guid Digest, string TitleKey, string Key)
{
    /// <summary>
    /// The title key as earlier versions computed it, from the displayed title. It finds the papers that they stored; the keys of most titles are equal.
    /// </summary>
    public string FormerTitleKey =>
        field ??= Record.Title.AsSpan().IndexOfAny('\\', '$', '{') < 0 ? TitleKey : Records.TitleKey.Of(ReadableText.Of(Record.Title));

    /// <summary>When the source last changed the record, if it says so.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The line in its text: several records of one paper in a text count in that order.</summary>
    public long Line { get; init; }

    /// <summary>How many entries of the file come before it.</summary>
    public long Position { get; init; }

    /// <summary>Counts make no revision, so they are not part of the digest.</summary>
    public ObservedCounts? Counts { get; init; }

    public static DigestedRecord Of(ReadRecord read) => Of(read.Record) with { Line = read.Line, Counts = read.Counts, ChangedAt = read.ChangedAt };

    public static DigestedRecord Of(SourceRecord record)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(record, SourceRecordJson.Default.SourceRecord);
        var digest = new Guid(SHA256.HashData(json).AsSpan(0, 16), bigEndian: true);
        return Of(record, Encoding.UTF8.GetString(json), digest);
    }

    public static DigestedRecord Of(SourceRecord record, string json, Guid digest)
    {
        var titleKey = Records.TitleKey.Of(TitleLetters.Of(record.Title));
        return new(record, json, digest, titleKey, RecordKey.Of(record, titleKey));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SourceRecord))]
internal sealed partial class SourceRecordJson : JsonSerializerContext;
