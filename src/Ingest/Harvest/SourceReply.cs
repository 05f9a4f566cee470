using System.Net;

namespace Papers.Ingest.Harvest;

/// <summary>A GET request to a source.</summary>
internal sealed record SourceRequest(Uri Address)
{
    public string? Accept { get; init; }

    /// <summary>The ETag of the last reply, to get 304 if nothing changed.</summary>
    public string? IfNoneMatch { get; init; }

    public DateTimeOffset? IfModifiedSince { get; init; }

    /// <summary>The statuses besides 200 that are not errors.</summary>
    public IReadOnlyList<HttpStatusCode> Expected { get; init; } = [];

    /// <summary>The day of the list that is requested.</summary>
    public DateOnly? Day { get; init; }
}

/// <summary>A complete reply.</summary>
internal sealed record SourceReply
{
    public required HttpStatusCode Status { get; init; }

    /// <summary>The next address of a redirect, which has no body.</summary>
    public Uri? RedirectedTo { get; init; }

    public byte[] Body { get; init; } = [];

    /// <summary>The media type in lower case, without parameters.</summary>
    public string? ContentType { get; init; }

    public string? ETag { get; init; }

    public DateTimeOffset? LastModified { get; init; }

    /// <summary>The pause that the source asks for.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public required DateTimeOffset ReadAt { get; init; }

    public Stream Open() => new MemoryStream(Body, writable: false);
}

/// <summary>A reply is truncated or not in the expected format. None of it is used; it may be requested again.</summary>
/// <param name="message">A sentence for the operator.</param>
internal sealed class UnreadableReplyException(string message, Exception? innerException = null) : Exception(message, innerException);
