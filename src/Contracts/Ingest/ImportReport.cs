using System.Text.Json.Serialization;

namespace Papers.Contracts.Ingest;

/// <summary>
/// What came of one file: written as <c>NAME.report.json</c> beside the file once it is filed, and answered by Ingest while it is
/// read (<c>GET /internal/imports/{id}</c>) and ever after. <c>read = new + changed + unchanged + rejected</c>.
/// </summary>
public sealed record ImportReport
{
    public required Guid Id { get; init; }

    /// <summary>The file's name as it was dropped or uploaded, without any folder.</summary>
    public required string Name { get; init; }

    public required ImportOrigin Origin { get; init; }

    public required ImportState State { get; init; }

    /// <summary>What the file was found to be, in words for people (<c>JSON Lines, gzip</c>); null until it was looked into.</summary>
    public string? Format { get; init; }

    /// <summary>The name under which the file lies in <c>done</c> or <c>failed</c>; another than <see cref="Name"/> where that was taken.</summary>
    public string? FiledAs { get; init; }

    /// <summary>Why no paper could be read, as a sentence; only where <see cref="State"/> is <see cref="ImportState.Failed"/>.</summary>
    public string? Failure { get; init; }

    /// <summary>Records read so far, whatever came of them.</summary>
    public required long Read { get; init; }

    /// <summary>Of these, papers that were not known before.</summary>
    public required long New { get; init; }

    /// <summary>Of these, records that gave a known paper a new revision.</summary>
    public required long Changed { get; init; }

    /// <summary>Of these, records that told nothing new.</summary>
    public required long Unchanged { get; init; }

    /// <summary>Of these, records that could not be taken.</summary>
    public required long Rejected { get; init; }

    /// <summary>The first of the rejects; <see cref="Rejected"/> counts them all.</summary>
    public IReadOnlyList<RejectedRecord> Rejects { get; init; } = [];

    /// <summary>How many rejects <see cref="Rejects"/> leaves out.</summary>
    public required long RejectsNotListed { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}

/// <param name="Line">The line, from 1, on which the record begins, counted in the unpacked text.</param>
/// <param name="Reason">Why it was not taken, as a sentence for the one who made the file.</param>
public sealed record RejectedRecord(long Line, string Reason);

[JsonConverter(typeof(JsonStringEnumConverter<ImportOrigin>))]
public enum ImportOrigin
{
    /// <summary>Someone put the file into the inbox folder.</summary>
    Inbox,

    /// <summary>It came by HTTP.</summary>
    Upload,

    /// <summary>It came with the program and was read on the first run.</summary>
    Sample,
}

[JsonConverter(typeof(JsonStringEnumConverter<ImportState>))]
public enum ImportState
{
    /// <summary>It lies whole in the inbox.</summary>
    Waiting,

    /// <summary>It is being read.</summary>
    Reading,

    /// <summary>It was read to its end, and at least one record was taken.</summary>
    Done,

    /// <summary>No record could be taken from it.</summary>
    Failed,
}

/// <summary>
/// Answered with 202 by <c>POST /internal/imports?name=FILE</c> of Ingest, whose body is the file. Its report is at
/// <c>GET /internal/imports/{id}</c>; <c>GET /internal/imports</c> answers the latest <see cref="ImportReport"/>s, the latest first,
/// without their rejects. An unusable name, or a file over the limit, is refused with ProblemDetails and status 400 or 413.
/// </summary>
public sealed record ImportAccepted
{
    public required Guid Id { get; init; }

    /// <summary>The name that the file got: what was asked for, without any folder and without what a file name may not hold.</summary>
    public required string Name { get; init; }
}
