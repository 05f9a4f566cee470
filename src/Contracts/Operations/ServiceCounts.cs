namespace Papers.Contracts.Operations;

/// <summary>The counts of one service for the admin pages: the reply to <c>GET /internal/counts</c> of each service.</summary>
public sealed record ServiceCounts
{
    /// <summary>By the names in <see cref="TallyNames"/>.</summary>
    public required IReadOnlyDictionary<string, long> Tallies { get; init; }

    /// <summary>Events in the outbox that the broker has not confirmed yet.</summary>
    public required long OutboxPending { get; init; }

    /// <summary>Messages in the service's <c>_error</c> queues.</summary>
    public required long Faults { get; init; }
}

/// <summary>The names of the counts in <see cref="ServiceCounts.Tallies"/>.</summary>
public static class TallyNames
{
    /// <summary>Ingest: papers.</summary>
    public const string Papers = "papers";

    /// <summary>Ingest: the sum of the current revisions of all papers.</summary>
    public const string Revisions = "revisions";

    /// <summary>Tagging: tagged papers.</summary>
    public const string TaggedPapers = "tagged-papers";

    /// <summary>Tagging: the sum of the tagged revisions of all papers; equals <see cref="Revisions"/> when Tagging has caught up.</summary>
    public const string TaggedRevisions = "tagged-revisions";

    /// <summary>LinkCheck: pairs of a paper and a link.</summary>
    public const string LinksFound = "links-found";

    /// <summary>LinkCheck: those pairs whose link has a verdict.</summary>
    public const string LinksChecked = "links-checked";

    /// <summary>Notification: confirmed subscriptions.</summary>
    public const string Subscribers = "subscribers";

    /// <summary>Notification: mails accepted by the SMTP server or written as a complete file.</summary>
    public const string MailsSent = "mails-sent";
}
