using Papers.Ingest.Catalogue;
using Papers.Ingest.Records;
using Papers.Testing;
using static Papers.Ingest.Tests.Catalogue.Saving;

namespace Papers.Ingest.Tests.Catalogue;

public sealed class WithdrawnPapersTests(TestServers servers) : IngestTest(servers)
{
    private static readonly SourceRecord Listed = At(SourceNames.ArxivOaiPmh, "2503.00001", "One");

    [Fact]
    public async Task A_paper_that_its_source_deletes_is_withdrawn_and_comes_back_with_a_higher_revision()
    {
        var replica = NewReplica();
        await replica.SaveAsync(Listed);

        Assert.Equal(new BatchOutcome(0, 1, 0), (await replica.DeleteAsync(Noon.AddHours(1), Noon, "2503.00001")).Outcome);
        Assert.Contains("\"paperId\":\"2503.00001\",\"revision\":2,\"reason\":\"Deleted\"", await replica.LastEventAsync("PapersWithdrawn"), StringComparison.Ordinal);
        Assert.Equal("0/0", await replica.TotalsAsync());

        Assert.Equal(new BatchOutcome(0, 0, 1), (await replica.DeleteAsync(Noon.AddHours(1), Noon, "2503.00001")).Outcome);
        Assert.Equal(new BatchOutcome(0, 0, 1), (await replica.SaveAsync(Listed)).Outcome);
        Assert.Equal("0/0", await replica.TotalsAsync());

        Assert.Equal(new BatchOutcome(0, 1, 0), (await replica.SaveAsync(Noon.AddHours(2), [DigestedRecord.Of(Listed)], [])).Outcome);
        Assert.Contains("\"revision\":3", await replica.LastEventAsync("PapersIngested"), StringComparison.Ordinal);
        Assert.Equal("1/3", await replica.TotalsAsync());
        Assert.Equal(new BatchOutcome(0, 0, 1), (await replica.DeleteAsync(Noon.AddHours(1), Noon, "2503.00001")).Outcome);
    }

    [Fact]
    public async Task What_another_source_vouches_for_stays()
    {
        var replica = NewReplica();
        await replica.SaveAsync(Listed, At(SourceNames.JsonLines, "2503.00001", "One, elsewhere"));

        Assert.Equal(new BatchOutcome(0, 1, 0), (await replica.DeleteAsync(Noon.AddHours(1), Noon, "2503.00001")).Outcome);

        Assert.Equal("One, elsewhere", await replica.AskAsync<string>("SELECT title FROM papers WHERE withdrawn_at IS NULL"));
        Assert.DoesNotContain("PapersWithdrawn", await replica.EventsAsync(), StringComparison.Ordinal);
        Assert.Equal(new BatchOutcome(0, 0, 1), (await replica.DeleteAsync(Noon, Noon, "2503.09999")).Outcome);
    }

    [Fact]
    public async Task Two_that_turn_out_to_be_one_are_merged_and_the_one_that_goes_leads_to_the_other()
    {
        var replica = NewReplica();
        await replica.SaveAsync(At(SourceNames.PageDump, null, "The title on the page"));
        await replica.SaveAsync(Noon, [DigestedRecord.Of(new ReadRecord(1, At(SourceNames.BibTex, null, "The title in the book", "10.1000/1"), new() { ObservedAt = Noon, Upvotes = 7 }))], []);
        var first = await replica.AskAsync<string>("SELECT paper_id FROM papers WHERE title LIKE '%page'");
        Assert.Equal("2/2", await replica.TotalsAsync());

        await replica.SaveAsync(At(SourceNames.JsonLines, "2503.00001", "The title on the page", "10.1000/1"));

        Assert.Equal($"{first} 2503.00001", await replica.AskAsync<string>("SELECT paper_id || ' ' || arxiv_id FROM papers WHERE withdrawn_at IS NULL"));
        Assert.Contains($"\"reason\":\"Merged\",\"mergedInto\":\"{first}\"", await replica.LastEventAsync("PapersWithdrawn"), StringComparison.Ordinal);
        Assert.Equal($"{first} 7", await replica.AskAsync<string>("SELECT paper_id || ' ' || upvotes FROM observed_counts"));
        Assert.Equal("1/2", await replica.TotalsAsync());
        Assert.Equal(first, (await replica.SaveAsync(At(SourceNames.Csv, null, "The title in the book"))).Records[0].PaperId);
        Assert.Equal(4, await replica.AskAsync<long>("SELECT count(*) FROM source_records"));
    }

    [Fact]
    public async Task Stored_papers_meet_as_those_of_one_batch_do()
    {
        var replica = NewReplica();
        await replica.SaveAsync(At(SourceNames.JsonLines, "2503.00001", "Same title", null, "Ada Lovelace"));
        await replica.SaveAsync(At(SourceNames.PageDump, null, "Same title") with { ListPosition = 3 });
        Assert.Equal("1/2", await replica.TotalsAsync());

        await replica.SaveAsync(At(SourceNames.JsonLines, "2503.00002", "Same title", null, "Ada Lovelace"));

        Assert.Equal("3/5", await replica.TotalsAsync());
        Assert.Equal(3, await replica.AskAsync<long>("SELECT count(*) FROM suspected_duplicates"));
    }

    [Fact]
    public async Task A_paper_is_told_of_in_readable_words_and_in_its_sources_own()
    {
        var replica = NewReplica();
        await replica.SaveAsync(At(SourceNames.JsonLines, "2503.00001", "Schr\\\"odinger\n  bridges") with
        {
            Featured = new() { Day = new(2025, 3, 18), Keywords = ["bridges"] },
        });

        var told = await replica.LastEventAsync("PapersIngested");

        Assert.Contains("\"sourceTitle\":\"Schr\\\\\\\"odinger\\n  bridges\"", told, StringComparison.Ordinal);
        Assert.Contains("\"keywords\":[\"bridges\"]", told, StringComparison.Ordinal);
        Assert.Equal("Schrödinger bridges", await replica.AskAsync<string>("SELECT title FROM papers"));
        Assert.Equal(new BatchOutcome(0, 1, 0), (await replica.SaveAsync(At(SourceNames.PageDump, null, "Schrodinger Bridges") with { ListPosition = 1 })).Outcome);
    }
}
