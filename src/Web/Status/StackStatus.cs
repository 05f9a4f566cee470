using Papers.Contracts.Operations;

namespace Papers.Web.Status;

/// <summary>What the whole stack has done so far: the operator's view, and the words of <c>GET /admin/api/status</c>.</summary>
public sealed record StackStatus
{
    /// <summary>Canonical papers.</summary>
    public required long Papers { get; init; }

    /// <summary>Papers whose current revision is tagged.</summary>
    public required long Tagged { get; init; }

    /// <summary>Papers whose current revision is found by a search begun now.</summary>
    public required long Searchable { get; init; }

    /// <summary>Pairs of a paper and a link.</summary>
    public required long LinksFound { get; init; }

    /// <summary>Those pairs whose link has a verdict.</summary>
    public required long LinksChecked { get; init; }

    /// <summary>Readers who confirmed and have not left.</summary>
    public required long Subscribers { get; init; }

    /// <summary>Mails taken by SMTP or written whole.</summary>
    public required long MailsSent { get; init; }

    /// <summary>Events written but not yet taken by the broker, over all services.</summary>
    public required long OutboxPending { get; init; }

    /// <summary>Messages in <c>_error</c> queues, over all services.</summary>
    public required long Faults { get; init; }

    /// <summary>
    /// Puts the parts' counts together. Which papers are behind is not known, but how far all are together: the sum of the current
    /// revisions less the sum of those that were tagged (or indexed). A paper that is behind is so by one revision at least, so no more
    /// papers than that are behind, and the others are surely done. This never says too much, and is exact when nothing is behind.
    /// The counts of what follows must have been read before those of Ingest: then a revision that came in between makes it say less.
    /// </summary>
    public static StackStatus From(StackCounts counts)
    {
        var papers = Tally(counts.Ingest, TallyNames.Papers);
        var revisions = Tally(counts.Ingest, TallyNames.Revisions);
        ServiceCounts[] all = [counts.Ingest, counts.Tagging, counts.LinkCheck, counts.Notification, counts.Web];
        return new()
        {
            Papers = papers,
            Tagged = Done(papers, revisions, Tally(counts.Tagging, TallyNames.TaggedRevisions)),
            Searchable = Done(papers, revisions, counts.IndexedRevisions),
            LinksFound = Tally(counts.LinkCheck, TallyNames.LinksFound),
            LinksChecked = Tally(counts.LinkCheck, TallyNames.LinksChecked),
            Subscribers = Tally(counts.Notification, TallyNames.Subscribers),
            MailsSent = Tally(counts.Notification, TallyNames.MailsSent),
            OutboxPending = all.Sum(service => service.OutboxPending),
            Faults = all.Sum(service => service.Faults),
        };
    }

    private static long Done(long papers, long revisions, long doneRevisions) => Math.Clamp(papers - (revisions - doneRevisions), 0, papers);

    private static long Tally(ServiceCounts service, string name) => service.Tallies.GetValueOrDefault(name);
}

/// <summary>What each service counted, Ingest last.</summary>
public sealed record StackCounts
{
    public required ServiceCounts Ingest { get; init; }

    public required ServiceCounts Tagging { get; init; }

    public required ServiceCounts LinkCheck { get; init; }

    public required ServiceCounts Notification { get; init; }

    public required ServiceCounts Web { get; init; }

    /// <summary>The sum of the revisions of all papers that a search begun now can find.</summary>
    public required long IndexedRevisions { get; init; }
}
