using System.Text.Json.Serialization;

namespace Papers.Contracts.Ingest;

/// <summary>
/// The result of importing one file: written as <c>NAME.report.json</c> beside the file once it was moved, and returned by Ingest
/// (<c>GET /internal/imports/{id}</c>) during and after the import. <c>read = new + changed + unchanged + rejected</c>.
/// </summary>
public sealed record ImportReport
{
    public required Guid Id { get; init; }

    /// <summary>The file's name as it was put into the inbox or uploaded, without folders.</summary>
    public required string Name { get; init; }

    public required ImportOrigin Origin { get; init; }

    public required ImportState State { get; init; }

    /// <summary>The detected format, as text for the operator (<c>JSON Lines, gzip</c>); null until it is detected.</summary>
    public string? Format { get; init; }

    /// <summary>The name of the file in <c>done</c> or <c>failed</c>; differs from <see cref="Name"/> where that was taken.</summary>
    public string? FiledAs { get; init; }

    /// <summary>Why no paper was imported, as a sentence; only where <see cref="State"/> is <see cref="ImportState.Failed"/>.</summary>
    public string? Failure { get; init; }

    /// <summary>Records read so far, including rejected ones.</summary>
    public required long Read { get; init; }

    /// <summary>Of these, new papers.</summary>
    public required long New { get; init; }

    /// <summary>Of these, records that gave a listed paper a new revision.</summary>
    public required long Changed { get; init; }

    /// <summary>Of these, records that changed nothing.</summary>
    public required long Unchanged { get; init; }

    /// <summary>Of these, rejected records.</summary>
    public required long Rejected { get; init; }

    /// <summary>The first rejects; <see cref="Rejected"/> is the number of all.</summary>
    public IReadOnlyList<RejectedRecord> Rejects { get; init; } = [];

    /// <summary>How many rejects <see cref="Rejects"/> leaves out.</summary>
    public required long RejectsNotListed { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>A record that was not imported.</summary>
/// <param name="Line">The line, from 1, on which the record begins in the decompressed text.</param>
/// <param name="Reason">Why it was rejected, as a sentence for the author of the file.</param>
public sealed record RejectedRecord(long Line, string Reason);

/// <summary>Where a file came from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportOrigin>))]
public enum ImportOrigin
{
    /// <summary>The inbox folder.</summary>
    Inbox,

    /// <summary>An upload by HTTP.</summary>
    Upload,

    /// <summary>A bundled sample, imported at the first start.</summary>
    Sample,
}

/// <summary>The state of an import.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportState>))]
public enum ImportState
{
    /// <summary>The file is complete in the inbox and waits for its import.</summary>
    Waiting,

    /// <summary>The file is being imported.</summary>
    Reading,

    /// <summary>The file was read to its end, and at least one record was not rejected.</summary>
    Done,

    /// <summary>All records were rejected, or there were none.</summary>
    Failed,
}

/// <summary>
/// The reply (202) of Ingest to <c>POST /internal/imports?name=FILE</c>, whose body is the file. <c>GET /internal/imports/{id}</c> returns its
/// report; <c>GET /internal/imports</c> returns the latest <see cref="ImportReport"/>s, the latest first, without their rejects. Errors are
/// ProblemDetails: 400 for an invalid name, 413 for a file over the limit.
/// </summary>
public sealed record ImportAccepted
{
    public required Guid Id { get; init; }

    /// <summary>The name of the file: the requested one without folders and invalid characters.</summary>
    public required string Name { get; init; }
}
