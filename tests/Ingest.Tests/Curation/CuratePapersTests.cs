using Papers.Contracts.Ingest;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Curation;
using Papers.Ingest.Duplicates;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;
using Papers.Ingest.Tests.Catalogue;
using Papers.ServiceDefaults.Messaging;
using Papers.Testing;
using static Papers.Ingest.Tests.Catalogue.Saving;

namespace Papers.Ingest.Tests.Curation;

public sealed class CuratePapersTests(TestServers servers) : IngestTest(servers)
{
    private static readonly SourceRecord Listed = At(SourceNames.JsonLines, "2503.00001", "One", null, "Ada Lovelace");
    private static readonly SourceRecord OnPage = At(SourceNames.PageDump, null, "One") with { ListPosition = 3 };

    [Fact]
    public async Task What_an_admin_takes_out_stays_out_whatever_is_imported()
    {
        var replica = NewReplica();
        await replica.SaveAsync(Listed, OnPage);

        var outcome = await Curate(replica).SplitAsync("arXiv:2503.00001v1", SourceNames.PageDump, null, Cancellation);

        Assert.Equal("2503.00001", outcome.Split?.Kept.Value);
        Assert.StartsWith("t-", outcome.Split?.Made.Value, StringComparison.Ordinal);
        Assert.Equal("2/4", await replica.TotalsAsync());
        Assert.Equal("PapersIngested PapersIngested", await replica.EventsAsync());
        Assert.Equal(new BatchOutcome(0, 0, 2), (await replica.SaveAsync(Listed, OnPage)).Outcome);
        Assert.Equal(new BatchOutcome(0, 1, 0), (await replica.SaveAsync(Listed with { Comment = "12 pages" })).Outcome);
        Assert.Equal(2, await replica.CountPapersAsync());
        Assert.Equal(0, (await new SuspectedDuplicates(replica.Db).ListAsync(0, Cancellation)).Total);
        Assert.True((await Curate(replica).SplitAsync("2503.00001", SourceNames.JsonLines, null, Cancellation)).IsConflict);
        Assert.NotNull((await Curate(replica).SplitAsync("2503.00009", SourceNames.JsonLines, null, Cancellation)).Fault);
    }

    [Fact]
    public async Task A_paper_whose_identifier_is_taken_out_keeps_nothing_but_the_rest()
    {
        var replica = NewReplica();
        await replica.SaveAsync(OnPage);
        await replica.SaveAsync(Listed);
        var page = await replica.AskAsync<string>("SELECT paper_id FROM papers");

        var outcome = await Curate(replica).SplitAsync(page, SourceNames.JsonLines, null, Cancellation);

        Assert.Equal(new PaperSplit(new(page), new("2503.00001")), outcome.Split);
        Assert.Equal("2503.00001", await replica.AskAsync<string>("SELECT string_agg(arxiv_id, ' ') FROM papers"));
        Assert.Equal(new BatchOutcome(0, 0, 2), (await replica.SaveAsync(Listed, OnPage)).Outcome);
        Assert.Equal("2/4", await replica.TotalsAsync());
    }

    [Fact]
    public async Task Duplicates_are_joined_once_and_both_ids_find_the_joined_paper()
    {
        var replica = NewReplica();
        await replica.SaveAsync(Listed, Listed with { ArxivId = "2503.00002" });
        var twins = Assert.Single((await new SuspectedDuplicates(replica.Db).ListAsync(0, Cancellation)).Twins);
        Assert.Equal(("2503.00001", "2503.00002", TwinSuspicion.SameTitle), (twins.One.PaperId.Value, twins.Other.PaperId.Value, twins.Suspicion));

        Assert.Equal(new TwinsJoined(new("2503.00001"), new("2503.00002")), await Curate(replica).JoinAsync(twins.Id, Cancellation));

        Assert.Null(await Curate(replica).JoinAsync(twins.Id, Cancellation));
        Assert.Contains("\"mergedInto\":\"2503.00001\"", await replica.LastEventAsync("PapersWithdrawn"), StringComparison.Ordinal);
        Assert.Equal("1/1", await replica.TotalsAsync());
        var saved = await replica.SaveAsync(At(SourceNames.ArxivAtom, "2503.00002", "One", null, "Ada Lovelace"));
        Assert.Equal("2503.00001", saved.Records[0].PaperId);

        var shown = await new ShowPaper(replica.Db).FindAsync("2503.00002", Cancellation);
        Assert.Equal(("2503.00001", "2503.00001"), (shown?.PaperId.Value, shown?.Paper.ArxivId));
        Assert.Equal(3, shown?.Sources.Count);

        var split = (await Curate(replica).SplitAsync("2503.00002", SourceNames.JsonLines, "2503.00002", Cancellation)).Split;
        Assert.Equal("2503.00001", split?.Kept.Value);
        Assert.Equal(2, await replica.AskAsync<long>("SELECT count(*) FROM papers WHERE withdrawn_at IS NULL"));
        await replica.TotalsAsync();
    }

    [Fact]
    public async Task What_an_admin_dismisses_is_never_suspected_again()
    {
        var replica = NewReplica();
        await replica.SaveAsync(Listed, Listed with { ArxivId = "2503.00002" });
        var list = new SuspectedDuplicates(replica.Db);
        var twins = Assert.Single((await list.ListAsync(0, Cancellation)).Twins);

        Assert.True(await list.DismissAsync(twins.Id, Cancellation));

        Assert.False(await list.DismissAsync(twins.Id, Cancellation));
        await replica.SaveAsync(Listed with { Comment = "new" });
        Assert.Equal(0, (await list.ListAsync(0, Cancellation)).Total);
    }

    [Fact]
    public async Task A_paper_is_shown_with_where_each_field_is_from_and_why()
    {
        var replica = NewReplica();
        await replica.SaveAsync(Listed, OnPage);
        await replica.SaveAsync(Listed with { Comment = "12 pages" });

        var shown = await new ShowPaper(replica.Db).FindAsync("https://arxiv.org/abs/2503.00001", Cancellation);

        Assert.NotNull(shown);
        Assert.Equal("json-lines", shown.Fields.Single(field => field.Field == "title").Source);
        Assert.Contains("most trusted", shown.Fields.Single(field => field.Field == "title").Reason, StringComparison.Ordinal);
        Assert.Contains("only source", shown.Fields.Single(field => field.Field == "listPosition").Reason, StringComparison.Ordinal);
        Assert.Null(shown.Fields.Single(field => field.Field == "day").Source);
        Assert.Equal(["comment"], shown.History[0].Changed);
        Assert.Equal(2, shown.Sources.Count);
        Assert.Null(await new ShowPaper(replica.Db).FindAsync("10.1000/none", Cancellation));
    }

    private static CuratePapers Curate(Replica replica) => new(replica.Db, new Outbox(TimeProvider.System), TimeProvider.System);
}
