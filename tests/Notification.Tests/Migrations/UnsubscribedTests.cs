using Npgsql;
using Papers.Notification.Subscriptions;
using Papers.ServiceDefaults.Postgres;
using Papers.Testing;

namespace Papers.Notification.Tests.Migrations;

public sealed class UnsubscribedTests(TestServers servers)
{
    [Fact]
    public async Task A_reader_who_left_in_an_earlier_version_is_unsubscribed()
    {
        await using var fixture = await NotificationFixture.CreateAsync(servers);
        await using var connection = await fixture.Db.OpenConnectionAsync(CancellationToken.None);
        await using var undo = new NpgsqlCommand(
            """
            DELETE FROM migrations WHERE name = '0002_unsubscribed.sql';
            ALTER TABLE subscriptions DROP CONSTRAINT subscriptions_state_check;
            ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_state_check CHECK (state IN ('pending', 'confirmed', 'left'));
            ALTER TABLE subscriptions RENAME COLUMN unsubscribed_at TO left_at;
            INSERT INTO subscriptions (address, address_key, state, round, asked_at, left_at)
            VALUES ('ada@example.org', 'ada@example.org', 'left', 2, now(), now())
            """,
            connection);
        await undo.ExecuteNonQueryAsync();

        Assert.Equal(1, await Migrator.MigrateAsync(connection, [typeof(SubscriptionStore).Assembly], CancellationToken.None));

        var id = await fixture.ScalarAsync<Guid>("SELECT id FROM subscriptions WHERE unsubscribed_at IS NOT NULL");
        Assert.Equal(
            Contracts.Notification.SubscriptionState.Unsubscribed,
            (await fixture.Subscriptions.FindAsync(NotificationFixture.UnsubscribeToken(id), CancellationToken.None))?.State);
    }
}
