using System.Text.Json.Serialization;

namespace Papers.Contracts.Ingest;

/// <summary>
/// The reply of Ingest to <c>GET /internal/papers/{id}</c>: all its data about one paper, and which source each field of the record comes from.
/// The id may be the paper's own (with its slash as <c>%2F</c> or plain), any form of its arXiv identifier or DOI, or that of a paper merged
/// into it, so <see cref="PaperId"/> may differ from the requested one. Long texts and lists are cut to the limits below; 404 where the paper is
/// unknown.
/// </summary>
public sealed record CataloguedPaper
{
    /// <summary>The limit of each list: the latest statements, revisions and suspected duplicates.</summary>
    public const int MostListed = 50;

    /// <summary>The limit of a text of a source, in characters.</summary>
    public const int MostCharacters = 10_000;

    /// <summary>The limit of a list of names.</summary>
    public const int MostNames = 200;

    public required PaperId PaperId { get; init; }

    /// <summary>The revision of the record; of a withdrawn paper, that of the withdrawal.</summary>
    public required int Revision { get; init; }

    /// <summary>The record as last published, its texts and lists cut.</summary>
    public required IngestedPaper Paper { get; init; }

    /// <summary>Null where the paper is not withdrawn.</summary>
    public WithdrawnPaper? Withdrawn { get; init; }

    /// <summary>The source of each field of the record, in the order of the record.</summary>
    public IReadOnlyList<FieldOrigin> Fields { get; init; } = [];

    /// <summary>The current statement of each source, the preferred source first.</summary>
    public IReadOnlyList<SourceStatement> Sources { get; init; } = [];

    /// <summary>The earlier revisions, the latest first.</summary>
    public IReadOnlyList<ReplacedRevision> History { get; init; } = [];

    /// <summary>The latest counts of each source.</summary>
    public IReadOnlyList<PaperObservation> Observations { get; init; } = [];

    /// <summary>Possible duplicates that no admin has decided about.</summary>
    public IReadOnlyList<SuspectedTwins> Twins { get; init; } = [];
}

/// <summary>Where one field of a record comes from.</summary>
/// <param name="Field">A field of <see cref="IngestedPaper"/>, in camelCase.</param>
/// <param name="Source">The source, such as <c>arxiv-atom</c>; null where no source has a value.</param>
/// <param name="Reason">Why this source was used, as a sentence for the operator.</param>
public sealed record FieldOrigin(string Field, string? Source, string Reason);

/// <summary>The values of one source about a paper, exactly as the source has them; null where it has none.</summary>
public sealed record SourceStatement
{
    public required string Source { get; init; }

    /// <summary>
    /// The key of the paper at the source: an arXiv identifier, <c>doi:</c> and a DOI, or the key of its title. A source may have a paper under
    /// several keys.
    /// </summary>
    public required string Key { get; init; }

    public required string Title { get; init; }

    public required string Abstract { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public string? ArxivId { get; init; }

    public int? ArxivVersion { get; init; }

    public string? Doi { get; init; }

    public string? Comment { get; init; }

    public DateOnly? Day { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When it was received.</summary>
    public required DateTimeOffset SaidAt { get; init; }

    /// <summary>When the source reported that it deleted the paper; its values then no longer count.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Why it belongs to this paper.</summary>
    public required StatementPlacement Placement { get; init; }
}

/// <summary>Why a statement belongs to a paper.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StatementPlacement>))]
public enum StatementPlacement
{
    /// <summary>It has the paper's identifiers, or its title and authors.</summary>
    Found,

    /// <summary>An admin merged two papers.</summary>
    Joined,

    /// <summary>An admin split it off another paper.</summary>
    Apart,
}

/// <summary>An earlier revision of a paper.</summary>
/// <param name="Revision">Its number.</param>
/// <param name="Changed">The fields that differ in the next revision.</param>
/// <param name="ReplacedAt">When the next revision was saved.</param>
public sealed record ReplacedRevision(int Revision, IReadOnlyList<string> Changed, DateTimeOffset ReplacedAt);

/// <summary>
/// The reply of Ingest to <c>POST /internal/papers/{id}/split?source=NAME</c> (with <c>&amp;key=KEY</c> where the source has the paper under several
/// keys): that statement becomes a separate paper and stays one, whatever is imported later. 404 where there is no such statement, 409 where it is
/// the paper's only one.
/// </summary>
/// <param name="Kept">The paper that keeps the id.</param>
/// <param name="Made">The new paper.</param>
public sealed record PaperSplit(PaperId Kept, PaperId Made);
