namespace Papers.Ingest.Harvest;

/// <summary>What a source sent is not one whole reply of the kind that was asked for; nothing of it is used, and it may be asked for again.</summary>
/// <param name="message">A sentence.</param>
internal sealed class UnreadableReplyException(string message, Exception? innerException = null) : Exception(message, innerException);
