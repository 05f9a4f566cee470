using System.Text.Json.Serialization;

namespace Papers.Contracts.Ingest;

/// <summary>
/// Answered by <c>GET /internal/papers/{id}</c> of Ingest: all that it holds of one paper, and why its record says what it says. The identifier may be the
/// paper's own (its slash as <c>%2F</c> or plain), any spelling of its arXiv identifier or DOI, or that of a paper that is part of it now, so <see cref="PaperId"/> may be
/// another than what was asked for. Long texts and lists are cut, as each says; 404 where nothing is known.
/// </summary>
public sealed record CataloguedPaper
{
    /// <summary>So many of the latest statements, revisions and suspicions are listed.</summary>
    public const int MostListed = 50;

    /// <summary>So many characters of a source's text, and so many names, are told.</summary>
    public const int MostCharacters = 10_000;
    public const int MostNames = 200;

    public required PaperId PaperId { get; init; }

    /// <summary>Of the record, or where the paper was withdrawn, of the withdrawal.</summary>
    public required int Revision { get; init; }

    /// <summary>The record as other services were told of it last, its texts and lists cut.</summary>
    public required IngestedPaper Paper { get; init; }

    /// <summary>Null while it stands.</summary>
    public WithdrawnPaper? Withdrawn { get; init; }

    /// <summary>For each field of the record where it is from, in the order of the record.</summary>
    public IReadOnlyList<FieldOrigin> Fields { get; init; } = [];

    /// <summary>What each source says of it now, the one that is trusted most first.</summary>
    public IReadOnlyList<SourceStatement> Sources { get; init; } = [];

    /// <summary>The revisions that were replaced, the latest first.</summary>
    public IReadOnlyList<ReplacedRevision> History { get; init; } = [];

    /// <summary>The latest counts of each source that counts.</summary>
    public IReadOnlyList<PaperObservation> Observations { get; init; } = [];

    /// <summary>Papers that may be the same, and that nobody has decided about.</summary>
    public IReadOnlyList<SuspectedTwins> Twins { get; init; } = [];
}

/// <param name="Field">A field of <see cref="IngestedPaper"/>, in camelCase.</param>
/// <param name="Source">Who said it, such as <c>arxiv-atom</c>; null where no source does.</param>
/// <param name="Reason">Why that source counts, as a sentence for an operator.</param>
public sealed record FieldOrigin(string Field, string? Source, string Reason);

/// <summary>What one source says of a paper, letter by letter; null where it does not say.</summary>
public sealed record SourceStatement
{
    public required string Source { get; init; }

    /// <summary>What the source knows it by: an arXiv identifier, <c>doi:</c> and a DOI, or a title's key. A source may speak of one paper under several.</summary>
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

    /// <summary>When Papers took it down.</summary>
    public required DateTimeOffset SaidAt { get; init; }

    /// <summary>When the source said that it has deleted the paper; what it said before no longer counts.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>How it came to this paper.</summary>
    public required StatementPlacement Placement { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<StatementPlacement>))]
public enum StatementPlacement
{
    /// <summary>By its identifiers, or its title and authors.</summary>
    Found,

    /// <summary>An admin has joined two papers.</summary>
    Joined,

    /// <summary>An admin has taken it out of another paper.</summary>
    Apart,
}

/// <param name="Revision">The one that was replaced.</param>
/// <param name="Changed">The fields in which the next one says otherwise.</param>
public sealed record ReplacedRevision(int Revision, IReadOnlyList<string> Changed, DateTimeOffset ReplacedAt);

/// <summary>
/// Answered by <c>POST /internal/papers/{id}/split?source=NAME</c> (and <c>&amp;key=KEY</c> where the source speaks of the paper under several): that source's
/// statement is a paper of its own from now on, whatever is imported. 404 where there is no such statement, 409 where it is the paper's only one.
/// </summary>
/// <param name="Kept">The paper that kept the identifier.</param>
/// <param name="Made">The other one.</param>
public sealed record PaperSplit(PaperId Kept, PaperId Made);
