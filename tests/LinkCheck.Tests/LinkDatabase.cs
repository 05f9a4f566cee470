using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.LinkCheck.CheckLinks;
using Papers.LinkCheck.FindLinks;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Postgres;
using Papers.Testing;

namespace Papers.LinkCheck.Tests;

/// <summary>A fresh database of this service with its stores.</summary>
internal sealed class LinkDatabase(TestDatabase database, TimeProvider time) : IAsyncDisposable
{
    public NpgsqlDataSource Db => database.DataSource;

    public PaperLinkStore Papers => new(Db, new Outbox(time), time);

    public DueLinkStore Due => new(Db);

    public CheckedLinkStore Checks => new(Db, new Outbox(time));

    public static async Task<LinkDatabase> CreateAsync(TestServers servers, TimeProvider time, CancellationToken cancellationToken) =>
        new(await TestDatabase.CreateAsync(servers, "linkcheck", typeof(PaperLinkStore).Assembly, cancellationToken), time);

    public static PaperFinding Finding(string paperId, int revision, params string[] urls) => new()
    {
        PaperId = new(paperId),
        Version = new(revision, LinkRules.Version, 0),
        Links = LinkRules.FindLinks("A title", string.Join(" ", urls), comment: null),
    };

    public Task<SavedFindings> FindAsync(CancellationToken cancellationToken, params PaperFinding[] findings) =>
        Papers.SaveAsync(findings, isReplay: false, cancellationToken);

    public async Task CheckAllAsync(CheckOutcome outcome, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var leased = await Due.LeaseAsync(now, 10_000, now.AddMinutes(3), cancellationToken);
        await Checks.SaveAsync([.. leased.Select(link => Finished(link, outcome))], cancellationToken);
    }

    public FinishedCheck Finished(LeasedLink link, CheckOutcome outcome)
    {
        var result = new CheckResult { Outcome = outcome, Status = outcome == CheckOutcome.Answered ? 200 : 404 };
        var state = VerdictRule.Decide(link.State, result, time.GetUtcNow(), new());
        return new() { Link = link, Result = result, State = state, CheckedAt = time.GetUtcNow() };
    }

    public async Task<(long Found, long Checked)> TalliesAsync(CancellationToken cancellationToken)
    {
        var totals = await new Tallies(Db).ReadAsync(cancellationToken);
        return (totals.GetValueOrDefault(TallyNames.LinksFound), totals.GetValueOrDefault(TallyNames.LinksChecked));
    }

    public async Task<long> CountAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Db.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!; // count(*) is never null
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
