using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Tagging;
using Papers.Web.ReadModel;

namespace Papers.Web.Tests;

/// <summary>Sample events of the other services, and the stores that save them.</summary>
internal sealed class SampleEvents(
    PaperStore papers,
    TagStore tags,
    LinkStore links,
    VerdictStore verdicts,
    ObservationStore observations,
    WithdrawalStore withdrawals)
{
    public static readonly DateOnly Day = new(2025, 3, 14);

    public static SampleEvents For(NpgsqlDataSource db) => new(new(db), new(db), new(db), new(db), new(db), new(db));

    public static SampleEvents For(IServiceProvider services) => ActivatorUtilities.CreateInstance<SampleEvents>(services);

    public Task<int> PapersAsync(params IngestedPaper[] facts) => papers.SaveAsync(facts, TestContext.Current.CancellationToken);

    public Task<int> TagsAsync(params TaggedPaper[] facts) => tags.SaveAsync(facts, TestContext.Current.CancellationToken);

    public Task<int> LinksAsync(params PaperLinks[] facts) => links.SaveAsync(facts, TestContext.Current.CancellationToken);

    public Task<int> VerdictsAsync(params CheckedLink[] facts) => verdicts.SaveAsync(facts, TestContext.Current.CancellationToken);

    public Task<int> ObservationsAsync(params PaperObservation[] facts) => observations.SaveAsync(facts, TestContext.Current.CancellationToken);

    public Task<int> WithdrawalsAsync(params WithdrawnPaper[] facts) => withdrawals.SaveAsync(facts, TestContext.Current.CancellationToken);

    public static IngestedPaper Paper(string id, string title = "A title", string text = "An abstract.", int revision = 1, DateOnly? day = null, int? place = null) => new()
    {
        PaperId = new(id),
        Revision = revision,
        Title = title,
        Abstract = text,
        ArxivId = char.IsDigit(id[0]) ? id : null,
        Day = day ?? Day,
        DayIsKnown = true,
        FirstSeenAt = new(2025, 3, 14, 8, 0, 0, TimeSpan.Zero),
        ListPosition = place,
    };

    public static TaggedPaper Tagged(string id, FactVersion version, params string[] names) => new()
    {
        PaperId = new(id),
        Version = version,
        Tags = [.. names.Select(name => new Tag
        {
            Slug = name.ToLowerInvariant().Replace(' ', '-'),
            Name = name,
            Kind = TagKind.Task,
            Evidence = [new(name.ToLowerInvariant(), "abstract", 3)],
        })],
    };

    public static PaperLinks Linked(string id, FactVersion version, params string[] urls) => new()
    {
        PaperId = new(id),
        Version = version,
        Links = [.. urls.Select(url => new FoundLink(url, url.Contains("github.com", StringComparison.Ordinal) ? LinkKind.Code : LinkKind.Page, "abstract"))],
    };

    public static CheckedLink Checked(string url, LinkVerdict verdict, int minute = 0, int? status = null, string? reason = null) => new()
    {
        Url = url,
        Verdict = verdict,
        Status = status,
        Reason = reason,
        CheckedAt = new(2025, 3, 14, 9, minute, 0, TimeSpan.Zero),
    };

    public static PaperObservation Seen(string id, int? upvotes, int minute = 0, int? stars = null, string source = "huggingface-daily") => new()
    {
        PaperId = new(id),
        Source = source,
        ObservedAt = new(2025, 3, 14, 10, minute, 0, TimeSpan.Zero),
        Upvotes = upvotes,
        GithubStars = stars,
    };

    public static WithdrawnPaper Withdrawn(string id, int revision = 2, string? mergedInto = null) => new()
    {
        PaperId = new(id),
        Revision = revision,
        Reason = mergedInto is null ? WithdrawalReason.Deleted : WithdrawalReason.Merged,
        MergedInto = mergedInto is null ? null : new PaperId(mergedInto),
        WithdrawnAt = new(2025, 3, 14, 11, 0, 0, TimeSpan.Zero),
    };

    public static FactVersion Version(int revision = 1, int model = 1, int curation = 0) => new(revision, model, curation);
}
