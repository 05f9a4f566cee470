namespace Papers.Ingest.Harvest;

/// <summary>A source gave no usable reply: it did not answer, answered with an error, or not in the expected format.</summary>
/// <param name="message">A sentence for the operator.</param>
/// <param name="isTransient">Whether a retry within seconds may succeed: a truncated reply, a server error.</param>
/// <param name="retryAfter">The pause that the source asked for.</param>
internal sealed class SourceUnavailableException(string message, bool isTransient = false, TimeSpan? retryAfter = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    public bool IsTransient { get; } = isTransient;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>True if the source answered, but not in the expected format.</summary>
    public bool HasAnswered => InnerException is UnreadableReplyException or SourceUnavailableException { HasAnswered: true };
}
