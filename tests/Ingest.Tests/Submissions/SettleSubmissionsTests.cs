using Microsoft.Extensions.DependencyInjection;
using Papers.Contracts.Web;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;
using Papers.Ingest.Submissions;
using Papers.Ingest.Tests.Catalogue;
using Papers.Ingest.Tests.Harvest;
using Papers.Testing;
using Papers.Testing.Harvest;

namespace Papers.Ingest.Tests.Submissions;

public sealed class SettleSubmissionsTests(TestServers servers) : HarvestTest(servers)
{
    [Fact]
    public async Task ArXiv_papers_are_looked_up_together_and_unknown_ones_refused_after_a_second_look()
    {
        var replica = NewReplica("ArxivAtom");
        await SubmitAsync(replica, "2602.00001", "2602.99999");
        Stub.On("/api/query?id_list=2602.00001,2602.99999&max_results=2", Replies.Atom(1, 0, ("2602.00001", "2026-02-10")));
        Stub.On("/api/query?id_list=2602.99999&max_results=1", Replies.Atom(0, 0));

        await SettleAsync(replica);
        Time.Advance(TimeSpan.FromSeconds(6));
        await SettleAsync(replica);

        Assert.Equal("2602.00001 Added 2602.00001, 2602.99999 Refused arXiv has no paper 2602.99999.", await OutcomesAsync());
        Assert.Equal(2, await AskAsync<long>("SELECT count(*) FROM outbox WHERE exchange LIKE '%SubmissionSettled'"));
    }

    [Fact]
    public async Task A_submission_waits_while_its_source_is_away()
    {
        var replica = NewReplica("ArxivAtom");
        await SubmitAsync(replica, "2602.00001");
        Stub.On("/api/query?id_list=2602.00001&max_results=1", new StubReply("", 403), Replies.Atom(1, 0, ("2602.00001", "2026-02-10")));

        await SettleAsync(replica);
        Assert.Equal("2602.00001 - ", await OutcomesAsync());
        Time.Advance(TimeSpan.FromMinutes(2));
        await SettleAsync(replica);

        Assert.Equal("2602.00001 Added 2602.00001", await OutcomesAsync());
    }

    [Fact]
    public async Task Invalid_text_from_a_registry_refuses_that_submission_only()
    {
        var replica = NewReplica("Doi");
        await SubmitAsync(replica, "10.1000/bad", "10.1000/good");
        Stub.On("/10.1000/bad", """{"title":"A\ud83d","abstract":"x"}""");
        Stub.On("/10.1000/good", """{"title":"A work","abstract":"What it is about."}""");

        await SettleAsync(replica);

        Assert.Equal("1 Added, 1 Refused", await AskAsync<string>("SELECT string_agg(n || ' ' || outcome, ', ' ORDER BY outcome) FROM (SELECT outcome, count(*) AS n FROM submissions GROUP BY outcome) AS counted"));
    }

    [Fact]
    public async Task A_paper_that_cannot_be_saved_refuses_that_submission_only()
    {
        var replica = NewReplica("Doi");
        await using (var command = Db.CreateCommand("ALTER TABLE papers ADD CHECK (title <> 'Poison')"))
        {
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        await SubmitAsync(replica, "10.1000/poison", "10.1000/good");
        Stub.On("/10.1000/poison", """{"title":"Poison","abstract":"What it is about."}""");
        Stub.On("/10.1000/good", """{"title":"A work","abstract":"What it is about."}""");

        await SettleAsync(replica);

        Assert.Equal("10.1000/good Added, 10.1000/poison Refused", await AskAsync<string>("SELECT string_agg(reference || ' ' || outcome, ', ' ORDER BY reference) FROM submissions"));
    }

    [Fact]
    public async Task A_web_page_instead_of_data_is_refused_at_once()
    {
        var replica = NewReplica("Doi");
        await SubmitAsync(replica, "10.1000/page");
        Stub.On("/10.1000/page", new StubReply(Replies.Page) { Headers = [("Content-Type", "text/html; charset=utf-8")] });

        await SettleAsync(replica);

        Assert.Contains("web page", await OutcomesAsync(), StringComparison.Ordinal);
        Assert.Single(Stub.Asked);
    }

    [Fact]
    public async Task A_slow_DOI_does_not_hold_up_the_others()
    {
        var answers = new TaskCompletionSource();
        var replica = NewReplica("Doi");
        await SubmitAsync(replica, "10.1000/slow", "10.1000/fast");
        Stub.On("/10.1000/slow", new StubReply("""{"title":"Slow","abstract":"What it is about."}""") { After = answers.Task });
        Stub.On("/10.1000/fast", """{"title":"Fast","abstract":"What it is about."}""");

        var settling = replica.GetRequiredService<SettleSubmissions>().RunDoisAsync(Cancellation);
        await Eventually.TrueAsync(async () => await AskAsync<long>("SELECT count(*) FROM submissions WHERE outcome = 'Added'") == 1, TimeSpan.FromSeconds(60));
        answers.SetResult();

        Assert.True(await WithTimeAsync(settling));
        Assert.Equal(2, await AskAsync<long>("SELECT count(*) FROM submissions WHERE outcome = 'Added'"));
    }

    [Fact]
    public async Task An_outage_does_not_count_as_an_empty_answer()
    {
        var replica = NewReplica("ArxivAtom");
        await SubmitAsync(replica, "2602.00001");
        Stub.On("/api/query?id_list=2602.00001&max_results=1", new StubReply("", 403), Replies.Atom(0, 0), Replies.Atom(1, 0, ("2602.00001", "2026-02-10")));

        await SettleAsync(replica);
        Time.Advance(TimeSpan.FromMinutes(2));
        await SettleAsync(replica);
        Time.Advance(TimeSpan.FromSeconds(6));
        await SettleAsync(replica);

        Assert.Equal("2602.00001 Added 2602.00001", await OutcomesAsync());
    }

    [Fact]
    public async Task A_DOI_is_looked_up_at_its_registry_and_refused_without_an_abstract()
    {
        var replica = NewReplica("Doi");
        await SubmitAsync(replica, "10.1000/one", "10.1000/two", "10.1000/none");
        Stub.On("/10.1000/one", """{"title":"A <i>first</i> work","abstract":"<jats:title>Abstract</jats:title><jats:p>H<jats:sub>2</jats:sub>O &amp; more.</jats:p>","author":[{"given":"Ada","family":"Lovelace"}],"issued":{"date-parts":[[2025,3,10]]}}""");
        Stub.On("/10.1000/two", """{"title":["A second work"]}""");
        Stub.On("/10.1000/none", new StubReply("", 404));

        await SettleAsync(replica);

        Assert.Equal("A first work|H2O & more.|Ada Lovelace", await AskAsync<string>("SELECT title || '|' || abstract || '|' || authors[1] FROM papers"));
        Assert.Equal("1 Added, 2 Refused", await AskAsync<string>("SELECT string_agg(n || ' ' || outcome, ', ' ORDER BY outcome) FROM (SELECT outcome, count(*) AS n FROM submissions GROUP BY outcome) AS counted"));
        Assert.Equal("application/vnd.citationstyles.csl+json", Stub.Requests.First().Headers["Accept"]);
    }

    [Fact]
    public async Task What_is_known_is_found_by_its_identifier_or_its_DOI()
    {
        var replica = NewReplica("Doi");
        await SubmitAsync(replica, "10.1000/one");
        Stub.On("/10.1000/one", """{"title":"A first work","abstract":"What it is about.","author":[{"literal":"Ada Lovelace"}]}""");
        await SettleAsync(replica);
        var paperId = await PapersAsync();

        await using var connection = await replica.GetRequiredService<PendingSubmissions>().OpenAsync(Cancellation);
        Assert.Equal(paperId, await PendingSubmissions.FindKnownAsync(connection, null, "10.1000/one", Cancellation));
        Assert.Equal(paperId, await PendingSubmissions.FindKnownAsync(connection, paperId, null, Cancellation));
        Assert.Null(await PendingSubmissions.FindKnownAsync(connection, "2602.00001", "10.1000/two", Cancellation));

        // A paper keeps the name under which it was first known, and is found by the identifier that turns up later.
        await using (var transaction = await connection.BeginTransactionAsync(Cancellation))
        {
            var listed = new SourceRecord { Source = SourceNames.JsonLines, ArxivId = "2602.00001", Doi = "10.1000/one", Title = "A first work", Abstract = "What it is about.", Authors = ["Ada Lovelace"] };
            await replica.GetRequiredService<PaperCatalogue>().SaveAsync(connection, [DigestedRecord.Of(listed)], [], TimeProvider.System.GetUtcNow(), Cancellation);
            await transaction.CommitAsync(Cancellation);
        }

        Assert.NotEqual("2602.00001", paperId);
        Assert.Equal(paperId, await PendingSubmissions.FindKnownAsync(connection, "2602.00001", null, Cancellation));
    }

    private async Task SettleAsync(ServiceProvider replica)
    {
        var settle = replica.GetRequiredService<SettleSubmissions>();
        var settled = await WithTimeAsync(Task.WhenAll(settle.RunArxivAsync(Cancellation), settle.RunDoisAsync(Cancellation)));
        Assert.Contains(true, settled);
    }

    private async Task SubmitAsync(ServiceProvider replica, params string[] references)
    {
        var store = replica.GetRequiredService<PendingSubmissions>();
        await using var connection = await store.OpenAsync(Cancellation);
        foreach (var reference in references)
        {
            var submitted = new PaperSubmitted { SubmissionId = Guid.CreateVersion7(), Reference = reference, SubmittedAt = Time.GetUtcNow() };
            Assert.True(await store.AddAsync(connection, submitted, SubmissionReference.Read(reference), Cancellation));
            Assert.False(await store.AddAsync(connection, submitted, SubmissionReference.Read(reference), Cancellation));
        }
    }

    private Task<string> OutcomesAsync() => AskAsync<string>(
        "SELECT string_agg(reference || ' ' || coalesce(outcome, '-') || ' ' || coalesce(paper_id, reason, ''), ', ' ORDER BY reference) FROM submissions");
}
