namespace Papers.Testing.Stack;

/// <summary>The reply of <c>GET /admin/api/status</c>.</summary>
public sealed record StatusCounts
{
    public required long Papers { get; init; }

    public required long Tagged { get; init; }

    public required long Searchable { get; init; }

    public required long LinksFound { get; init; }

    public required long LinksChecked { get; init; }

    public required long Subscribers { get; init; }

    public required long MailsSent { get; init; }

    public required long OutboxPending { get; init; }

    public required long Faults { get; init; }

    /// <summary>Nothing is on its way any more: all papers are tagged and found, and no event waits in an outbox.</summary>
    public bool IsSettled => Tagged == Papers && Searchable == Papers && OutboxPending == 0;
}
