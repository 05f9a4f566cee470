using Papers.Contracts.Ingest;
using Papers.Ingest.Identifiers;

namespace Papers.Ingest.Records;

/// <summary>
/// What one source says about one paper, cleaned by <see cref="SourceRecordRules"/>. Null means that the source has no value. Equal records have equal
/// digests, so no reading time is among the fields.
/// </summary>
internal sealed record SourceRecord
{
    /// <summary>One of <see cref="SourceNames"/>.</summary>
    public required string Source { get; init; }

    /// <summary>The arXiv identifier without version.</summary>
    public string? ArxivId { get; init; }

    /// <summary>The arXiv version that the record describes.</summary>
    public int? ArxivVersion { get; init; }

    public string? Doi { get; init; }

    public required string Title { get; init; }

    public required string Abstract { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>arXiv's category codes, the primary one first.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    public string? Comment { get; init; }

    /// <summary>The day on which the source announced or featured it.</summary>
    public DateOnly? Day { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>What a page that features papers says about it.</summary>
    public Featured? Featured { get; init; }

    /// <summary>Its position, from 1, in a list that is ordered by interest.</summary>
    public int? ListPosition { get; init; }
}
