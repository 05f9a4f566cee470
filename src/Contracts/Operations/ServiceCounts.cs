namespace Papers.Contracts.Operations;

/// <summary>What one service counts, for the operator's view: answered by <c>GET /internal/counts</c> of each service.</summary>
public sealed record ServiceCounts
{
    /// <summary>The service's tallies by name, as <see cref="TallyNames"/> lists them.</summary>
    public required IReadOnlyDictionary<string, long> Tallies { get; init; }

    /// <summary>Events written but not yet taken by the broker.</summary>
    public required long OutboxPending { get; init; }

    /// <summary>Messages in the service's <c>_error</c> queues.</summary>
    public required long Faults { get; init; }
}

/// <summary>The names of the tallies that one service keeps and another shows.</summary>
public static class TallyNames
{
    /// <summary>Ingest: canonical papers.</summary>
    public const string Papers = "papers";

    /// <summary>Ingest: the sum of all papers' current revisions.</summary>
    public const string Revisions = "revisions";

    /// <summary>Tagging: papers that have been tagged at any revision, and the sum of the revisions they were tagged at.</summary>
    public const string TaggedPapers = "tagged-papers";
    public const string TaggedRevisions = "tagged-revisions";

    /// <summary>LinkCheck: pairs of a paper and a link, and those pairs whose link has a verdict.</summary>
    public const string LinksFound = "links-found";
    public const string LinksChecked = "links-checked";

    /// <summary>Notification: confirmed readers who have not left, and mails taken by SMTP or written whole.</summary>
    public const string Subscribers = "subscribers";
    public const string MailsSent = "mails-sent";
}
