using System.Text.Json;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Ingest.Records;
using Papers.Ingest.Republish;
using Papers.Ingest.Tests.Catalogue;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Republish;
using Papers.Testing;
using static Papers.Ingest.Tests.Catalogue.Saving;

namespace Papers.Ingest.Tests.Republish;

public sealed class RepublishedPapersTests(TestServers servers) : IngestTest(servers)
{
    [Fact]
    public async Task Papers_counts_and_withdrawals_are_told_again_as_they_stand()
    {
        var replica = NewReplica();
        await replica.SaveAsync(At(SourceNames.ArxivOaiPmh, "2503.00001", "One"), At(SourceNames.ArxivOaiPmh, "2503.00002", "Two"));
        await replica.SaveAsync(Noon, [DigestedRecord.Of(new ReadRecord(1, Featured("2503.00003"), new() { ObservedAt = Noon, Upvotes = 65, GithubStars = 3 }))], []);
        await replica.SaveAsync(Noon, [DigestedRecord.Of(At(SourceNames.ArxivOaiPmh, "2503.00002", "Two, once more") with { ArxivVersion = 2 })], []);
        await replica.DeleteAsync(Noon.AddHours(1), Noon, "2503.00001");
        await replica.AskAsync<long>("WITH gone AS (DELETE FROM outbox RETURNING id) SELECT count(*) FROM gone");

        await TellAllAsync(replica);

        Assert.Equal("PapersIngested PapersObserved PapersWithdrawn", await replica.EventsAsync());
        var ingested = Message(await replica.LastEventAsync("PapersIngested")).Deserialize(EventJson.Default.PapersIngested)!; // an envelope's message is an object
        Assert.True(ingested.IsReplay);
        Assert.Equal([("2503.00002", 2, "Two, once more"), ("2503.00003", 1, "Three")], ingested.Papers.Select(paper => (paper.PaperId.Value, paper.Revision, paper.Title)));
        Assert.Equal(["rewards"], ingested.Papers[1].Featured?.Keywords);
        var observed = Message(await replica.LastEventAsync("PapersObserved")).Deserialize(EventJson.Default.PapersObserved)!; // as above
        Assert.True(observed.IsReplay);
        Assert.Equal(new PaperObservation { PaperId = new("2503.00003"), Source = SourceNames.HuggingFaceDaily, ObservedAt = Noon, Upvotes = 65, GithubStars = 3 }, Assert.Single(observed.Papers));
        var withdrawn = Message(await replica.LastEventAsync("PapersWithdrawn")).Deserialize(EventJson.Default.PapersWithdrawn)!; // as above
        Assert.True(withdrawn.IsReplay);
        Assert.Equal(("2503.00001", 2, WithdrawalReason.Deleted), Assert.Single(withdrawn.Papers) is var gone ? (gone.PaperId.Value, gone.Revision, gone.Reason) : default);
    }

    [Fact]
    public async Task Many_papers_are_told_part_by_part_and_each_once()
    {
        var replica = NewReplica();
        foreach (var part in Enumerable.Range(1, 450).Chunk(150))
        {
            await replica.SaveAsync([.. part.Select(i => At(SourceNames.JsonLines, $"2503.{i:00000}", $"Title {i}"))]);
        }

        await replica.AskAsync<long>("WITH gone AS (DELETE FROM outbox RETURNING id) SELECT count(*) FROM gone");
        await TellAllAsync(replica);

        Assert.Equal(450, await replica.AskAsync<long>("SELECT told FROM republishing"));
        Assert.Equal("PapersIngested PapersIngested PapersIngested", await replica.EventsAsync());
    }

    private static async Task TellAllAsync(Replica replica)
    {
        var store = new RepublishStore(replica.Db, [new RepublishedPapers(new Outbox(TimeProvider.System))], TimeProvider.System);
        await store.BeginAsync("papers", Cancellation);
        while (await store.TellNextAsync(Cancellation) == RepublishStep.ToldSome)
        {
        }
    }

    private static SourceRecord Featured(string arxivId) =>
        At(SourceNames.HuggingFaceDaily, arxivId, "Three") with { Day = new(2025, 3, 10), Featured = new() { Day = new(2025, 3, 10), Keywords = ["rewards"] } };

    private static JsonElement Message(string envelope) => JsonDocument.Parse(envelope).RootElement.GetProperty("message");
}
