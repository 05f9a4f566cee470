using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Tagging;
using Papers.Contracts.Web;

namespace Papers.Contracts;

/// <summary>
/// The queues and the event that each receives. Every service declares all of them before it publishes, so an event also waits for a service
/// that has never run. The names are those of earlier versions (<c>forget</c> for removal): renaming a queue would strand its messages.
/// </summary>
public static class Queues
{
    public const string AcceptSubmissions = "ingest-accept-submissions";
    public const string TagPapers = "tagging-tag-papers";
    public const string RemoveTags = "tagging-forget-tags";
    public const string FindLinks = "linkcheck-find-links";
    public const string RemoveLinks = "linkcheck-forget-links";
    public const string SendDigests = "notification-send-digests";
    public const string ShowPapers = "web-show-papers";
    public const string HidePapers = "web-hide-papers";
    public const string ShowObservations = "web-show-observations";
    public const string ShowSubmissions = "web-show-submissions";
    public const string ShowTags = "web-show-tags";
    public const string ShowLinks = "web-show-links";
    public const string ShowVerdicts = "web-show-verdicts";

    public static IReadOnlyList<QueueBinding> All { get; } =
    [
        new(TagPapers, typeof(PapersIngested)),
        new(FindLinks, typeof(PapersIngested)),
        new(ShowPapers, typeof(PapersIngested)),
        new(ShowTags, typeof(PapersTagged)),
        new(ShowLinks, typeof(LinksFound)),
        new(ShowVerdicts, typeof(LinksChecked)),
        new(SendDigests, typeof(EditionRanked)),
        new(RemoveTags, typeof(PapersWithdrawn)),
        new(RemoveLinks, typeof(PapersWithdrawn)),
        new(HidePapers, typeof(PapersWithdrawn)),
        new(ShowObservations, typeof(PapersObserved)),
        new(AcceptSubmissions, typeof(PaperSubmitted)),
        new(ShowSubmissions, typeof(SubmissionSettled)),
    ];
}

/// <param name="Queue">The name begins with the service that consumes it.</param>
/// <param name="Event">The type of its events.</param>
public sealed record QueueBinding(string Queue, Type Event);
