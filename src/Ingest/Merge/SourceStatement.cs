using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Papers.Ingest.Sources;

namespace Papers.Ingest.Merge;

/// <summary>A record with its JSON, the digest of that, by which it is known again, and its title's key.</summary>
public sealed record DigestedRecord(SourceRecord Record, string Json, Guid Digest, string TitleKey)
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
        return new(record, Encoding.UTF8.GetString(json), digest, Merge.TitleKey.Of(record.Title));
    }
}

/// <summary>What one source says of one paper now, and by their digests what it said before.</summary>
public sealed record SourceStatement
{
    private const int MostRemembered = 32;

    public required string Source { get; init; }

    public required Guid Digest { get; init; }

    /// <summary>
    /// Digests of what no longer counts, the latest first: a file that is read again, or that tells of one paper twice, changes nothing by it.
    /// </summary>
    public required IReadOnlyList<Guid> Superseded { get; init; }

    /// <summary>Null where it was not loaded, since the digests alone told enough.</summary>
    public required DigestedRecord? Said { get; init; }

    public static SourceStatement First(DigestedRecord said) =>
        new() { Source = said.Record.Source, Digest = said.Digest, Superseded = [], Said = said };

    /// <summary>True where the source has said this before.</summary>
    public bool Knows(DigestedRecord said) => Digest == said.Digest || Superseded.Contains(said.Digest);

    public SourceStatement ReplacedBy(DigestedRecord said) => this with { Digest = said.Digest, Superseded = With(Digest), Said = said };

    /// <summary>Keeps what it says, and remembers what turned out to be older.</summary>
    public SourceStatement Remembering(DigestedRecord older) => this with { Superseded = With(older.Digest) };

    /// <param name="json">As it was stored, which may be written in another way than what the digest is of.</param>
    public SourceStatement Loaded(string json)
    {
        var record = JsonSerializer.Deserialize(json, SourceRecordJson.Default.SourceRecord) ?? throw new JsonException("A stored record is null.");
        return this with { Said = new(record, json, Digest, TitleKey.Of(record.Title)) };
    }

    private Guid[] With(Guid digest) => [digest, .. Superseded.Take(MostRemembered - 1)];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SourceRecord))]
[JsonSerializable(typeof(CanonicalPaper))]
public sealed partial class SourceRecordJson : JsonSerializerContext;
