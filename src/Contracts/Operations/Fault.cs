namespace Papers.Contracts.Operations;

/// <summary>A message that failed for good and waits in an <c>_error</c> queue for an operator.</summary>
public sealed record Fault
{
    public required Guid Id { get; init; }

    /// <summary>The service whose consumer failed.</summary>
    public required string Service { get; init; }

    /// <summary>The queue it was read from; a retry puts it back there.</summary>
    public required string Queue { get; init; }

    /// <summary>The event's name, such as <c>PapersIngested</c>.</summary>
    public required string Event { get; init; }

    /// <summary>The exception's type and message, without its stack.</summary>
    public required string Reason { get; init; }

    public required DateTimeOffset FailedAt { get; init; }
}
