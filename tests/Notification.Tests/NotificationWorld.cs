using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Papers.Contracts.Web;
using Papers.Notification.Channels.Email;
using Papers.Notification.Delivery;
using Papers.Notification.Digests;
using Papers.Notification.Subscriptions;
using Papers.ServiceDefaults.Postgres;
using Papers.Testing;

namespace Papers.Notification.Tests;

/// <summary>The service's parts over a database of their own, without a host; time stands still unless it is moved.</summary>
internal sealed class NotificationWorld : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private NotificationWorld(TestDatabase database, TimeProvider? clock)
    {
        _database = database;
        Clock = clock ?? Time;
        Subscriptions = new(Db, Options.Create(new SubscriptionOptions()), Clock);
        Key = new(Db);
        Rankings = new(Db);
        Deliveries = new(Db);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 14, 7, 0, 0, TimeSpan.Zero));

    public TimeProvider Clock { get; }

    public NpgsqlDataSource Db => _database.DataSource;

    public string ServerConnectionString => _database.ServerConnectionString;

    public SubscriptionStore Subscriptions { get; }

    public TokenKey Key { get; }

    public RankingStore Rankings { get; }

    public DeliveryStore Deliveries { get; }

    public MailOptions Mail { get; } = new();

    public static async Task<NotificationWorld> CreateAsync(TestServers servers, TimeProvider? clock = null) =>
        new(await TestDatabase.CreateAsync(servers, "notification", typeof(SubscriptionStore).Assembly, TestContext.Current.CancellationToken), clock);

    /// <summary>A world with so many readers, for each of whom a mail with an edition of three papers waits.</summary>
    public static async Task<NotificationWorld> CreateWithMailsAsync(TestServers servers, int readers)
    {
        var world = await CreateAsync(servers);
        await world.ReadersAsync(readers);
        await world.RankAsync(Digests.SomePapers.EditionOf(3));
        return world;
    }

    public SendDigestsConsumer Consumer(int most = 12) =>
        new(Rankings, new DigestStore(Db), new DeliverySignal(Clock), Options.Create(new DigestOptions { PapersPerDigest = most }), Clock, NullLogger<SendDigestsConsumer>.Instance);

    public Task<int> RankAsync(EditionRanked edition, int most = 12) => Consumer(most).WriteMailsAsync(edition, CancellationToken.None);

    public DeliverMails Deliverer(IMailChannel channel) => new(
        Deliveries,
        channel,
        new WriteLetter(Rankings, Key, new PublicSite("http://localhost:8080"), Options.Create(Mail), Options.Create(new SubscriptionOptions())),
        new NotificationMetrics(_meters.GetRequiredService<IMeterFactory>()),
        Options.Create(Mail),
        Clock,
        NullLogger<DeliverMails>.Instance);

    public Task<string?> DeliverAsync(IMailChannel channel) => Deliverer(channel).DeliverDueAsync(CancellationToken.None, CancellationToken.None);

    public Task<bool> AskAsync(string address) => Subscriptions.AskAsync(EmailAddress.Parse(address)!, CancellationToken.None);

    /// <summary>Asks and confirms by the link that the mail would have; the mail itself is withdrawn.</summary>
    public async Task<Guid> ReaderAsync(string address)
    {
        await AskAsync(address);
        var id = await ScalarAsync<Guid>("SELECT id FROM subscriptions WHERE address_key = $1", address.ToLowerInvariant());
        await Subscriptions.ConfirmAsync(await ConfirmTokenAsync(id), CancellationToken.None);
        return id;
    }

    /// <summary>Many readers at once, as a running service has them.</summary>
    public async Task ReadersAsync(int count)
    {
        await using var insert = Db.CreateCommand("""
            INSERT INTO subscriptions (address, address_key, state, asked_at, confirmed_at)
            SELECT 'r' || i || '@example.org', 'r' || i || '@example.org', 'confirmed', $2, $2
              FROM generate_series(1, $1) AS i
            """);
        insert.Parameters.Add(new() { Value = count });
        insert.Parameters.Add(new() { Value = Clock.GetUtcNow() });
        await insert.ExecuteNonQueryAsync();
    }

    public async Task<ReaderToken> ConfirmTokenAsync(Guid id) =>
        new(TokenPurpose.Confirm, id, await ScalarAsync<int>("SELECT round FROM subscriptions WHERE id = $1", id), Clock.GetUtcNow().AddHours(48));

    public static ReaderToken LeaveToken(Guid id) => new(TokenPurpose.Leave, id, 0, DateTimeOffset.MaxValue);

    /// <summary>How many mails of a kind are in each state.</summary>
    public async Task<string> StatesAsync(string kind = "digest")
    {
        return await ScalarAsync<string>("""
            SELECT coalesce(string_agg(state || ' ' || count, ', ' ORDER BY state), '')
              FROM (SELECT state, count(*) FROM deliveries WHERE kind = $1 GROUP BY state) AS states
            """, kind);
    }

    public async Task<long> TallyAsync(string name) =>
        (await new Tallies(Db).ReadAsync(CancellationToken.None)).GetValueOrDefault(name);

    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var command = Db.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await _meters.DisposeAsync();
        await _database.DisposeAsync();
    }
}
