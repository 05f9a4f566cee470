using System.Text.Json.Serialization;
using Papers.Contracts.Operations;

namespace Papers.Web.Status;

/// <summary>What all services have done so far, as the admin pages and <c>GET /admin/api/status</c> show it.</summary>
public sealed record StackStatus
{
    /// <summary>Canonical papers.</summary>
    public required long Papers { get; init; }

    /// <summary>Papers whose current revision is tagged.</summary>
    public required long Tagged { get; init; }

    /// <summary>Papers whose current revision a search started now finds.</summary>
    public required long Searchable { get; init; }

    /// <summary>Pairs of a paper and a link.</summary>
    public required long LinksFound { get; init; }

    /// <summary>Those pairs whose link has a verdict.</summary>
    public required long LinksChecked { get; init; }

    /// <summary>Confirmed subscribers that have not unsubscribed.</summary>
    public required long Subscribers { get; init; }

    /// <summary>Emails accepted by SMTP or written to the mail folder.</summary>
    public required long MailsSent { get; init; }

    /// <summary>Events that the broker has not accepted yet, over all services.</summary>
    public required long OutboxPending { get; init; }

    /// <summary>Messages in <c>_error</c> queues, over all services.</summary>
    [JsonPropertyName("faults")]
    public required long FailedMessages { get; init; }

    /// <summary>
    /// Combines the counts of the services. Which papers are behind is unknown; how far all are together is known: the sum of their
    /// current revisions minus the sum of those that were tagged (or indexed). A paper that is behind is so by at least one revision, so
    /// at most that many papers are behind. The result is therefore a lower bound, and exact when nothing is behind. Ingest's counts must
    /// be read last: a revision that arrives in between then lowers the result.
    /// </summary>
    internal static StackStatus From(StackCounts counts)
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
            FailedMessages = all.Sum(service => service.Faults),
        };
    }

    private static long Done(long papers, long revisions, long doneRevisions) => Math.Clamp(papers - (revisions - doneRevisions), 0, papers);

    private static long Tally(ServiceCounts service, string name) => service.Tallies.GetValueOrDefault(name);
}

/// <summary>The counts of each service; Ingest was read last.</summary>
internal sealed record StackCounts
{
    public required ServiceCounts Ingest { get; init; }

    public required ServiceCounts Tagging { get; init; }

    public required ServiceCounts LinkCheck { get; init; }

    public required ServiceCounts Notification { get; init; }

    public required ServiceCounts Web { get; init; }

    /// <summary>The sum of the revisions of all papers that a search started now finds.</summary>
    public required long IndexedRevisions { get; init; }
}
