namespace Papers.Ingest.Harvest;

/// <summary>A source did not give what it was asked for.</summary>
/// <param name="message">A sentence for the operator.</param>
/// <param name="isBrief">Whether it may well be gone within seconds: a reply that was cut off, an error of the server.</param>
/// <param name="retryAfter">How long the source asks to be left alone.</param>
internal sealed class SourceUnavailableException(string message, bool isTransient = false, TimeSpan? retryAfter = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    public bool IsTransient { get; } = isTransient;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
