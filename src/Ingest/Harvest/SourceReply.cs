using System.Net;

namespace Papers.Ingest.Harvest;

/// <summary>What is asked of a source.</summary>
internal sealed record SourceRequest(Uri Address)
{
    public string? Accept { get; init; }

    /// <summary>What was answered last time, so that the same need not come again.</summary>
    public string? IfNoneMatch { get; init; }

    public DateTimeOffset? IfModifiedSince { get; init; }

    /// <summary>What counts as an answer besides 200.</summary>
    public IReadOnlyList<HttpStatusCode> Expected { get; init; } = [];

    /// <summary>The day that is asked for.</summary>
    public DateOnly? Day { get; init; }
}

/// <summary>One reply, whole.</summary>
internal sealed record SourceReply
{
    public required HttpStatusCode Status { get; init; }

    public byte[] Body { get; init; } = [];

    public string? ETag { get; init; }

    public DateTimeOffset? LastModified { get; init; }

    /// <summary>How long the source asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public required DateTimeOffset ReadAt { get; init; }

    public Stream Open() => new MemoryStream(Body, writable: false);
}
