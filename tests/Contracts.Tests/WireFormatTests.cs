using System.Text.Json;
using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Notification;
using Papers.Contracts.Operations;
using Papers.Contracts.Tagging;
using Papers.Contracts.Web;

namespace Papers.Contracts.Tests;

/// <summary>Names that running installations depend on. A changed exchange or queue strands messages: change one only with a migration or an alias.</summary>
public sealed class WireFormatTests
{
    [Theory]
    [InlineData(typeof(PapersIngested), "Papers.Contracts.Ingest:PapersIngested")]
    [InlineData(typeof(PapersObserved), "Papers.Contracts.Ingest:PapersObserved")]
    [InlineData(typeof(PapersWithdrawn), "Papers.Contracts.Ingest:PapersWithdrawn")]
    [InlineData(typeof(SubmissionSettled), "Papers.Contracts.Ingest:SubmissionSettled")]
    [InlineData(typeof(PaperSubmitted), "Papers.Contracts.Web:PaperSubmitted")]
    [InlineData(typeof(PapersTagged), "Papers.Contracts.Tagging:PapersTagged")]
    [InlineData(typeof(LinksFound), "Papers.Contracts.LinkCheck:LinksFound")]
    [InlineData(typeof(LinksChecked), "Papers.Contracts.LinkCheck:LinksChecked")]
    [InlineData(typeof(EditionRanked), "Papers.Contracts.Web:EditionRanked")]
    public void The_exchange_of_an_event_keeps_its_name(Type @event, string exchange) =>
        Assert.Equal(exchange, $"{@event.Namespace}:{@event.Name}");

    [Fact]
    public void An_ingested_paper_is_camel_case_JSON_with_a_plain_id()
    {
        var ingested = new PapersIngested
        {
            Papers =
            [
                new()
                {
                    PaperId = new("2401.01234"),
                    Revision = 2,
                    Title = "A title",
                    Abstract = "An abstract",
                    Authors = ["Ada"],
                    Categories = ["cs.CL"],
                    Day = new(2024, 1, 3),
                    DayIsKnown = true,
                    FirstSeenAt = new(2024, 1, 3, 4, 5, 6, TimeSpan.Zero),
                },
            ],
        };

        AssertJson(
            """
            {"papers":[{"paperId":"2401.01234","revision":2,"title":"A title","abstract":"An abstract","authors":["Ada"],"categories":["cs.CL"],
            "day":"2024-01-03","dayIsKnown":true,"firstSeenAt":"2024-01-03T04:05:06+00:00"}],"isReplay":false}
            """,
            JsonSerializer.Serialize(ingested, EventJson.Default.PapersIngested));
    }

    [Fact]
    public void The_state_of_a_harvest_is_a_word_in_JSON()
    {
        var status = new HarvestStatus
        {
            Name = "ArxivRss",
            Enabled = true,
            State = HarvestState.Waiting,
            NextAt = DateTimeOffset.UnixEpoch,
            FailuresInARow = 2,
            LastError = "It answered 429.",
            NewPapers = 3,
            ChangedPapers = 2,
            Rejected = 1,
            Requests = 9,
        };

        AssertJson(
            """
            [{"name":"ArxivRss","enabled":true,"state":"Waiting","nextAt":"1970-01-01T00:00:00+00:00","failuresInARow":2,
            "lastError":"It answered 429.","newPapers":3,"changedPapers":2,"rejected":1,"requests":9}]
            """,
            JsonSerializer.Serialize([status], EventJson.Default.IReadOnlyListHarvestStatus));
        Assert.Equal(
            """{"name":"ArxivRss","joined":true}""",
            JsonSerializer.Serialize(new HarvestAccepted { Name = "ArxivRss", Joined = true }, EventJson.Default.HarvestAccepted));
    }

    [Fact]
    public void Null_values_are_left_out()
    {
        var featured = new Featured { Day = new(2025, 3, 10), SubmittedBy = new("ada", "Ada Lovelace", null), Keywords = ["engines"] };
        var observed = new PapersObserved
        {
            Papers =
            [
                new() { PaperId = new("2503.05236"), Source = "huggingface-daily", ObservedAt = DateTimeOffset.UnixEpoch, Upvotes = 65 },
            ],
        };
        var withdrawn = new PapersWithdrawn
        {
            Papers =
            [
                new()
                {
                    PaperId = new("t-1"),
                    Revision = 3,
                    Reason = WithdrawalReason.Merged,
                    MergedInto = new("2503.05236"),
                    WithdrawnAt = DateTimeOffset.UnixEpoch,
                },
            ],
        };

        Assert.Equal(
            """{"day":"2025-03-10","submittedBy":{"name":"ada","fullname":"Ada Lovelace"},"keywords":["engines"],"mediaUrls":[]}""",
            JsonSerializer.Serialize(featured, EventJson.Default.Featured));
        Assert.Equal(
            """{"papers":[{"paperId":"2503.05236","source":"huggingface-daily","observedAt":"1970-01-01T00:00:00+00:00","upvotes":65}],"isReplay":false}""",
            JsonSerializer.Serialize(observed, EventJson.Default.PapersObserved));
        AssertJson(
            """
            {"papers":[{"paperId":"t-1","revision":3,"reason":"Merged","mergedInto":"2503.05236","withdrawnAt":"1970-01-01T00:00:00+00:00"}],
            "isReplay":false}
            """,
            JsonSerializer.Serialize(withdrawn, EventJson.Default.PapersWithdrawn));
    }

    [Fact]
    public void Kinds_and_verdicts_are_words_in_JSON()
    {
        var tagged = new PapersTagged
        {
            Papers =
            [
                new()
                {
                    PaperId = new("t-1"),
                    Version = new(1, 2, 0),
                    Tags =
                    [
                        new()
                        {
                            Slug = "cs-cl",
                            Name = "Computation and Language",
                            Kind = TagKind.Category,
                            Evidence = [new("cs.CL", "categories", 0)],
                        },
                    ],
                },
            ],
        };
        var found = new LinksFound
        {
            Papers = [new() { PaperId = new("t-1"), Version = new(1, 1, 0), Links = [new("https://github.com/a/b", LinkKind.Code, "abstract")] }],
        };
        var verdicts = new LinksChecked
        {
            Links = [new() { Url = "https://github.com/a/b", Verdict = LinkVerdict.Alive, Status = 200, CheckedAt = DateTimeOffset.UnixEpoch }],
        };

        AssertJson(
            """
            {"papers":[{"paperId":"t-1","version":{"revision":1,"model":2,"curation":0},"tags":[{"slug":"cs-cl","name":"Computation and Language",
            "kind":"Category","evidence":[{"words":"cs.CL","field":"categories","start":0}]}]}],"isReplay":false}
            """,
            JsonSerializer.Serialize(tagged, EventJson.Default.PapersTagged));
        AssertJson(
            """
            {"papers":[{"paperId":"t-1","version":{"revision":1,"model":1,"curation":0},
            "links":[{"url":"https://github.com/a/b","kind":"Code","field":"abstract"}]}],"isReplay":false}
            """,
            JsonSerializer.Serialize(found, EventJson.Default.LinksFound));
        Assert.Equal(
            """{"links":[{"url":"https://github.com/a/b","verdict":"Alive","status":200,"checkedAt":"1970-01-01T00:00:00+00:00"}],"isReplay":false}""",
            JsonSerializer.Serialize(verdicts, EventJson.Default.LinksChecked));
    }

    [Theory]
    [InlineData(SubscriptionState.Pending, "Pending")]
    [InlineData(SubscriptionState.Confirmed, "Confirmed")]
    [InlineData(SubscriptionState.Unsubscribed, "Left")]
    [InlineData(SubscriptionState.Expired, "Expired")]
    public void The_state_of_a_subscription_keeps_its_word_in_JSON(SubscriptionState state, string word) =>
        Assert.Equal(
            $$"""{"state":"{{word}}","maskedAddress":"a…@example.org"}""",
            JsonSerializer.Serialize(new() { State = state, MaskedAddress = "a…@example.org" }, EventJson.Default.SubscriptionStatus)
                .Replace("\\u2026", "…", StringComparison.Ordinal));

    [Fact]
    public void The_progress_of_republishing_keeps_its_word_in_JSON() =>
        Assert.Equal(
            """[{"what":"tags","told":7,"startedAt":"1970-01-01T00:00:00+00:00"}]""",
            JsonSerializer.Serialize(
                [new() { What = "tags", Published = 7, StartedAt = DateTimeOffset.UnixEpoch }],
                EventJson.Default.IReadOnlyListRepublishStatus));

    [Fact]
    public void The_queues_keep_their_names() =>
        Assert.Equal(
            [
                "ingest-accept-submissions", "linkcheck-find-links", "linkcheck-forget-links", "notification-send-digests", "tagging-forget-tags",
                "tagging-tag-papers", "web-hide-papers", "web-show-links", "web-show-observations", "web-show-papers", "web-show-submissions",
                "web-show-tags", "web-show-verdicts",
            ],
            Queues.All.Select(binding => binding.Queue).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_event_with_a_queue_has_a_JSON_contract()
    {
        foreach (var @event in Queues.All.Select(binding => binding.Event).Distinct())
        {
            Assert.NotNull(EventJson.Default.GetTypeInfo(@event));
        }
    }

    [Fact]
    public void A_queue_has_one_type_of_event_and_the_name_of_its_consumer()
    {
        string[] services = ["ingest", "tagging", "linkcheck", "notification", "web"];

        Assert.Equal(Queues.All.Count, Queues.All.Select(binding => binding.Queue).Distinct().Count());
        Assert.All(Queues.All, binding => Assert.Contains(binding.Queue.Split('-')[0], services));
    }

    [Fact]
    public void A_paper_without_an_id_is_rejected() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PaperId>("null"));

    // Line breaks in the expected text are only for its readers.
    private static void AssertJson(string expected, string actual) =>
        Assert.Equal(expected.ReplaceLineEndings("\n").Replace("\n", "", StringComparison.Ordinal), actual);
}
