using Papers.Contracts.Ingest;
using Papers.Contracts.Operations;
using Papers.Testing;
using Papers.Web.Tests;

namespace Papers.Browser.Tests.Site;

/// <summary>The real web service beside stubs of the other services, for the admin and submit pages.</summary>
public sealed class StubbedSite(TestServers servers) : IAsyncLifetime
{
    private WebSite? _site;
    private StubServices? _stubs;

    public Uri Address => Site.Address;

    internal WebSite Site => _site ?? throw new InvalidOperationException("The site was not started.");

    internal StubServices Stubs => _stubs ?? throw new InvalidOperationException("The stubs were not started.");

    public async ValueTask InitializeAsync()
    {
        _stubs = await StubServices.StartAsync();
        Fill(_stubs);
        _site = await WebSite.StartAsync(servers, TestContext.Current.CancellationToken, _stubs.Settings);
        await SampleEvents.For(_site.Services).PapersAsync(SampleEvents.Paper("2503.00001", "Consistency models with fewer steps"));
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        await Stubs.DisposeAsync();
    }

    private static void Fill(StubServices stubs)
    {
        foreach (var (name, count) in new[] { (TallyNames.Papers, 52_113L), (TallyNames.Revisions, 60_402L), (TallyNames.TaggedPapers, 52_113L), (TallyNames.TaggedRevisions, 60_390L), (TallyNames.Subscribers, 212L) })
        {
            stubs.Tallies[name] = count;
        }

        stubs.Sources.Add(Source("HuggingFaceDaily") with { LastSucceededAt = SampleEvents.Seen("a", 1).ObservedAt, NextAt = SampleEvents.Seen("a", 1, minute: 30).ObservedAt, Cursor = "fetched up to 2025-03-13" });
        stubs.Sources.Add(Source("ArxivRss") with { FailuresInARow = 4, State = HarvestState.Waiting, LastError = "HTTP 503, Retry-After 20 minutes", LastErrorAt = SampleEvents.Seen("a", 1).ObservedAt, LastReject = "The entry https://arxiv.org/abs/2503.000011111111111111111111111111111111111111111111111111111111111111 has no title." });
        stubs.Sources.Add(Source("ArxivOaiPmh") with { State = HarvestState.Running });
        stubs.Sources.Add(Source("ArxivAtom") with { Enabled = false, OffBecause = "Disabled: set Ingest:Sources:ArxivAtom:Enabled to true." });
        stubs.FailedMessages.Add(new()
        {
            Id = Guid.Parse("0195a7b4-0000-7000-8000-000000000001"),
            Service = "tagging",
            Queue = "tagging-tag-papers",
            Event = "PapersIngested",
            Reason = "JsonException: The JSON value could not be converted to Papers.Contracts.Ingest.PapersIngested. Path: $.message.papers[3].day",
            FailedAt = SampleEvents.Seen("a", 1).ObservedAt,
        });
        stubs.Duplicates.Add(new()
        {
            Id = 7,
            One = Duplicate("2503.00001", "10.1000/182"),
            Other = Duplicate("t-0a1b2c3d4e5f", null),
            Suspicion = TwinSuspicion.SameTitle,
            Reason = "Same title and similar authors, different arXiv IDs.",
            Since = SampleEvents.Seen("a", 1).ObservedAt,
        });
        stubs.Paper = new()
        {
            PaperId = new("2503.00001"),
            Revision = 4,
            Paper = SampleEvents.Paper("2503.00001", "Consistency models with fewer steps"),
            Fields = [new("title", "arxiv-atom", "Preferred source (1 other agrees)"), new("day", "huggingface-daily", "Only source"), new("doi", null, "No source has a value")],
            Sources = [Statement("arxiv-atom", "2503.00001"), Statement("bibtex", "doi:10.1000/182")],
            Observations = [SampleEvents.Seen("2503.00001", upvotes: 128, stars: 1_234)],
            History = [new(3, ["title", "abstract"], SampleEvents.Seen("a", 1).ObservedAt)],
            Twins = [.. stubs.Duplicates],
        };
        stubs.Imports[Guid.Parse("0195a7b4-0000-7000-8000-000000000002")] = ("papers of march.jsonl.gz", 12_000);
    }

    private static HarvestStatus Source(string name) => new()
    {
        Name = name,
        Enabled = true,
        State = HarvestState.Idle,
        FailuresInARow = 0,
        NewPapers = 6_942,
        ChangedPapers = 312,
        Rejected = 1,
        Requests = 4_120,
    };

    private static TwinPaper Duplicate(string id, string? doi) => new()
    {
        PaperId = new(id),
        Doi = doi,
        Title = "Consistency models with fewer steps",
        Authors = ["Ada Lovelace", "Moreno D'Incà", "Qingyu Shi"],
        Day = SampleEvents.Day,
    };

    private static SourceStatement Statement(string source, string key) => new()
    {
        Source = source,
        Key = key,
        Title = "Consistency models with fewer steps",
        Abstract = "Consistency models generate images in one step.",
        Authors = ["Ada Lovelace", "Moreno D'Incà"],
        SaidAt = SampleEvents.Seen("a", 1).ObservedAt,
        Placement = StatementPlacement.Found,
    };
}
