using Npgsql;
using Papers.LinkCheck.CheckLinks;
using Papers.LinkCheck.FindLinks;
using Papers.ServiceDefaults.Postgres;
using Papers.Testing;

namespace Papers.LinkCheck.Tests.Migrations;

public sealed class PlainNamesTests(TestServers servers)
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outcomes_of_an_earlier_version_get_their_present_names()
    {
        await using var links = await LinkDatabase.CreateAsync(servers, TimeProvider.System, _stop);
        await links.FindAsync(_stop, LinkDatabase.Finding("2401.00001", 1, "https://a.org/x"));
        await links.CheckAllAsync(CheckOutcome.Answered, _stop);
        await using var connection = await links.Db.OpenConnectionAsync(_stop);
        await using var undo = new NpgsqlCommand(
            """
            DELETE FROM migrations WHERE name = '0002_plain_names.sql';
            ALTER TABLE links RENAME COLUMN unsure_checks TO doubts;
            INSERT INTO link_checks (link_id, checked_at, outcome, verdict, milliseconds)
            SELECT link_id, checked_at, former, 'Unsure', 1
              FROM links, unnest(ARRAY['Busy', 'RedirectedInACircle', 'BadRedirect', 'StrangeStatus']) AS former
            """,
            connection);
        await undo.ExecuteNonQueryAsync(_stop);

        Assert.Equal(1, await Migrator.MigrateAsync(connection, [typeof(PaperLinkStore).Assembly], _stop));

        foreach (var outcome in (CheckOutcome[])
            [CheckOutcome.Answered, CheckOutcome.RateLimited, CheckOutcome.RedirectLoop, CheckOutcome.InvalidRedirect, CheckOutcome.UnexpectedStatus])
        {
            Assert.Equal(1, await links.CountAsync($"SELECT count(*) FROM link_checks WHERE outcome = '{outcome}'", _stop));
        }

        Assert.Equal(0, await links.CountAsync("SELECT sum(unsure_checks) FROM links", _stop));
    }
}
