using System.Text.Json;
using Papers.Contracts.Ingest;
using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>
/// What one source says under one key, with digests of what it said earlier. A source may know one paper by several keys, and the paper that a
/// statement belongs to can change as other statements arrive.
/// </summary>
internal sealed record KnownStatement
{
    private const int MostEarlier = 32;

    public required string Source { get; init; }

    /// <summary>See <see cref="RecordKey"/>.</summary>
    public required string Key { get; init; }

    public required Guid Digest { get; init; }

    /// <summary>Digests of earlier contents, the latest first: reading a file again, or two records of one paper in a file, changes nothing.</summary>
    public required IReadOnlyList<Guid> Superseded { get; init; }

    /// <summary>Null if only the digests were loaded.</summary>
    public required DigestedRecord? Content { get; init; }

    /// <summary>Title keys and DOI keys (<see cref="RecordKey.OfDoi"/>) of earlier contents: they still lead to the paper.</summary>
    public IReadOnlyList<string> EarlierKeys { get; init; } = [];

    public StatementPlacement Placement { get; init; }

    /// <summary>The source has deleted the record.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>When the source last deleted it; kept when the record returns.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>When the text that reported the deletion was fetched.</summary>
    public DateTimeOffset? DeletionReadAt { get; init; }

    /// <summary>True if other statements decide which paper it belongs to.</summary>
    public bool IsMovable => Placement == StatementPlacement.Found && !RecordKey.IsArxivId(Key);

    public StatementId Id => new(Source, Key);

    public SourceRecord Record => LoadedContent.Record;

    /// <exception cref="InvalidOperationException">Only the digests were loaded.</exception>
    public DigestedRecord LoadedContent => Content ?? throw new InvalidOperationException($"The record of {Source} under {Key} was not loaded.");

    /// <summary>The keys of all titles that the source ever gave.</summary>
    public IEnumerable<string> TitleKeys => EarlierKeys.Where(key => !RecordKey.IsDoi(key)).Prepend(LoadedContent.TitleKey);

    public IEnumerable<string> Dois
    {
        get
        {
            var earlier = EarlierKeys.Where(RecordKey.IsDoi).Select(RecordKey.DoiOf);
            return Record.Doi is { } doi ? earlier.Prepend(doi) : earlier;
        }
    }

    public static KnownStatement First(DigestedRecord content) =>
        new() { Source = content.Record.Source, Key = content.Key, Digest = content.Digest, Superseded = [], Content = content };

    /// <summary>True if the content is known and does not bring a deleted record back.</summary>
    public bool ChangesNothing(DigestedRecord content, DateTimeOffset readAt) => IsKnown(content) && !(IsDeleted && IsAfterDeletion(content, readAt));

    /// <summary>
    /// Whether a record is newer than the deletion: by the source's own date, or if that is missing or the same day, by when the texts were fetched.
    /// </summary>
    public bool IsAfterDeletion(DigestedRecord content, DateTimeOffset readAt) =>
        content.ChangedAt is { } changedAt && changedAt != DeletedAt ? changedAt > DeletedAt : readAt > DeletionReadAt;

    public KnownStatement ReplacedBy(DigestedRecord content) =>
        content.Digest == Digest
            ? this with { IsDeleted = false }
            : this with
            {
                Digest = content.Digest,
                Superseded = SupersededWith(Digest),
                Content = content,
                IsDeleted = false,
                EarlierKeys = EarlierKeysWith(LoadedContent, content),
            };

    /// <summary>Keeps the current content and remembers one that turned out to be older.</summary>
    public KnownStatement WithEarlier(DigestedRecord older) =>
        IsKnown(older) ? this : this with { Superseded = SupersededWith(older.Digest), EarlierKeys = EarlierKeysWith(older, LoadedContent) };

    public KnownStatement Deleted(DateTimeOffset deletedAt, DateTimeOffset readAt) =>
        this with { IsDeleted = true, DeletedAt = deletedAt, DeletionReadAt = readAt };

    /// <param name="json">As stored; Postgres may have formatted it differently from the text that the digest was computed from.</param>
    public KnownStatement WithContent(string json)
    {
        var record = JsonSerializer.Deserialize(json, SourceRecordJson.Default.SourceRecord) ?? throw new JsonException("A stored record is null.");
        return this with { Content = DigestedRecord.Of(record, json, Digest) };
    }

    private bool IsKnown(DigestedRecord content) => Digest == content.Digest || Superseded.Contains(content.Digest);

    private string[] EarlierKeysWith(DigestedRecord older, DigestedRecord current)
    {
        var keys = older.Record.Doi is { } doi ? [older.TitleKey, RecordKey.OfDoi(doi)] : new[] { older.TitleKey };
        var currentDoi = current.Record.Doi is { } now ? RecordKey.OfDoi(now) : null;
        return [.. keys.Concat(EarlierKeys).Where(key => key != current.TitleKey && key != currentDoi).Distinct().Take(MostEarlier)];
    }

    private Guid[] SupersededWith(Guid digest) => [digest, .. Superseded.Where(known => known != digest).Take(MostEarlier - 1)];
}

/// <summary>A source makes one statement per key at a time.</summary>
internal readonly record struct StatementId(string Source, string Key);
