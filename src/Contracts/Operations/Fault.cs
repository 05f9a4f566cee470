namespace Papers.Contracts.Operations;

/// <summary>A message that failed after all retries and waits in an <c>_error</c> queue for the operator.</summary>
public sealed record Fault
{
    public required Guid Id { get; init; }

    /// <summary>The service whose consumer failed.</summary>
    public required string Service { get; init; }

    /// <summary>The queue that it was consumed from; a retry puts it back there.</summary>
    public required string Queue { get; init; }

    /// <summary>The name of the event, such as <c>PapersIngested</c>.</summary>
    public required string Event { get; init; }

    /// <summary>The type and message of the exception, without its stack.</summary>
    public required string Reason { get; init; }

    public required DateTimeOffset FailedAt { get; init; }
}
