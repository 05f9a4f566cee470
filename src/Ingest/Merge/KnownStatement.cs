using System.Text.Json;
using Papers.Contracts.Ingest;
using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>
/// What one source says of one thing that it knows by one key, and by their digests what it said before. Sources may know one paper by several keys;
/// which paper a statement is of can change as others come.
/// </summary>
public sealed record KnownStatement
{
    private const int MostRemembered = 32;

    public required string Source { get; init; }

    /// <summary>See <see cref="RecordKey"/>.</summary>
    public required string Key { get; init; }

    public required Guid Digest { get; init; }

    /// <summary>
    /// Digests of what no longer counts, the latest first: a file that is read again, or that tells of one paper twice, changes nothing by it.
    /// </summary>
    public required IReadOnlyList<Guid> Superseded { get; init; }

    /// <summary>Null where it was not loaded, since the digests alone told enough.</summary>
    public required DigestedRecord? Said { get; init; }

    /// <summary>Keys of titles and of DOIs (<see cref="RecordKey.OfDoi"/>) that it gave before: what was said once still leads to the paper.</summary>
    public IReadOnlyList<string> Former { get; init; } = [];

    public StatementPlacement Placement { get; init; }

    /// <summary>The source has deleted what it said.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>When the source deleted it last; stays when it is said again.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>When the text was got that told of the deletion.</summary>
    public DateTimeOffset? DeletionReadAt { get; init; }

    /// <summary>Other statements decide where it belongs.</summary>
    public bool IsLoose => Placement == StatementPlacement.Found && !RecordKey.IsArxivId(Key);

    public StatementId Id => new(Source, Key);

    /// <summary>The keys of all titles that it ever gave.</summary>
    public IEnumerable<string> TitleKeys => Former.Where(key => !RecordKey.IsDoi(key)).Prepend(Loaded.TitleKey);

    public IEnumerable<string> Dois
    {
        get
        {
            var former = Former.Where(RecordKey.IsDoi).Select(RecordKey.DoiOf);
            return Loaded.Record.Doi is { } doi ? former.Prepend(doi) : former;
        }
    }

    /// <exception cref="InvalidOperationException">It was not loaded.</exception>
    public DigestedRecord Loaded => Said ?? throw new InvalidOperationException($"What {Source} says of {Key} was to be read, but not loaded.");

    public static KnownStatement First(DigestedRecord said) =>
        new() { Source = said.Record.Source, Key = said.Key, Digest = said.Digest, Superseded = [], Said = said };

    /// <summary>True where the source has said this before.</summary>
    public bool Knows(DigestedRecord said) => Digest == said.Digest || Superseded.Contains(said.Digest);

    /// <summary>True where this, got at <paramref name="readAt"/>, tells nothing: it was said before, and if it was deleted, it was not said again since.</summary>
    public bool IsOldNews(DigestedRecord said, DateTimeOffset readAt) => Knows(said) && !(IsDeleted && readAt > DeletionReadAt);

    public KnownStatement ReplacedBy(DigestedRecord said) =>
        said.Digest == Digest
            ? this with { IsDeleted = false }
            : this with { Digest = said.Digest, Superseded = With(Digest), Said = said, IsDeleted = false, Former = FormerWith(Loaded, said) };

    /// <summary>Keeps what it says, and remembers what turned out to be older.</summary>
    public KnownStatement Remembering(DigestedRecord older) => Knows(older) ? this : this with { Superseded = With(older.Digest), Former = FormerWith(older, Loaded) };

    public KnownStatement Deleted(DateTimeOffset deletedAt, DateTimeOffset readAt) =>
        this with { IsDeleted = true, DeletedAt = deletedAt, DeletionReadAt = readAt };

    /// <param name="json">As it was stored, which may be written in another way than what the digest is of.</param>
    public KnownStatement WithSaid(string json)
    {
        var record = JsonSerializer.Deserialize(json, SourceRecordJson.Default.SourceRecord) ?? throw new JsonException("A stored record is null.");
        return this with { Said = DigestedRecord.Of(record, json, Digest) };
    }

    private string[] FormerWith(DigestedRecord older, DigestedRecord current)
    {
        var leads = older.Record.Doi is { } doi ? [older.TitleKey, RecordKey.OfDoi(doi)] : new[] { older.TitleKey };
        var said = current.Record.Doi is { } now ? RecordKey.OfDoi(now) : null;
        return [.. leads.Concat(Former).Where(lead => lead != current.TitleKey && lead != said).Distinct().Take(MostRemembered)];
    }

    private Guid[] With(Guid digest) => [digest, .. Superseded.Where(known => known != digest).Take(MostRemembered - 1)];
}

/// <summary>By which a statement is found: a source says one thing of one key at a time.</summary>
public readonly record struct StatementId(string Source, string Key);
