using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Papers.Contracts.Notification;
using Papers.Contracts.Web;
using Papers.Notification.Channels.Email;
using Papers.Notification.Delivery;
using Papers.Notification.Digests;
using Papers.Notification.Subscriptions;
using Papers.ServiceDefaults.Http;
using Papers.ServiceDefaults.Postgres;
using Papers.Testing;

namespace Papers.Notification.Tests;

/// <summary>The service's registrations over a database of its own, without a host. Time stands still until a test moves it.</summary>
internal sealed class NotificationFixture : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;

    private NotificationFixture(TestDatabase database, TimeProvider? clock)
    {
        _database = database;
        Clock = clock ?? Time;
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.AddEmail();
        builder.AddDelivery();
        builder.AddSubscriptions();
        builder.AddDigests();
        builder.Services.AddSingleton(Clock).AddSingleton(new NetworkReach(Offline: true));
        builder.Services.AddSingleton(_ => Db); // created and disposed of by the database
        _services = builder.Services.AddMetrics().AddLogging().BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 14, 7, 0, 0, TimeSpan.Zero));

    public TimeProvider Clock { get; }

    public NpgsqlDataSource Db => _database.DataSource;

    public string ServerConnectionString => _database.ServerConnectionString;

    public SubscriptionStore Subscriptions => _services.GetRequiredService<SubscriptionStore>();

    public RankingStore Rankings => _services.GetRequiredService<RankingStore>();

    public DeliveryStore Deliveries => _services.GetRequiredService<DeliveryStore>();

    public static async Task<NotificationFixture> CreateAsync(TestServers servers, TimeProvider? clock = null) =>
        new(await TestDatabase.CreateAsync(servers, "notification", typeof(SubscriptionStore).Assembly, TestContext.Current.CancellationToken), clock);

    /// <summary>With a number of readers, each of whom has a waiting mail with three papers.</summary>
    public static async Task<NotificationFixture> CreateWithMailsAsync(TestServers servers, int readers)
    {
        var fixture = await CreateAsync(servers);
        await fixture.AddReadersAsync(readers);
        await fixture.QueueEditionAsync(Digests.SampleEditions.EditionOf(3));
        return fixture;
    }

    public Task<int> QueueEditionAsync(EditionRanked edition, int maxPapers = 12) =>
        ActivatorUtilities.CreateInstance<SendDigestsConsumer>(_services, Options.Create(new DigestOptions { PapersPerDigest = maxPapers }))
            .QueueMailsAsync(edition, CancellationToken.None);

    public MailSender CreateSender(IMailChannel channel) => ActivatorUtilities.CreateInstance<MailSender>(_services, channel);

    public Task<string?> SendDueAsync(IMailChannel channel) => CreateSender(channel).SendDueAsync(CancellationToken.None, CancellationToken.None);

    public Task<bool> RequestAsync(string address) => Subscriptions.RequestAsync(EmailAddress.Parse(address)!, CancellationToken.None);

    /// <summary>Requests a subscription and confirms it as by the link in the mail; the mail itself is withdrawn.</summary>
    public async Task<Guid> AddReaderAsync(string address)
    {
        await RequestAsync(address);
        var id = await ScalarAsync<Guid>("SELECT id FROM subscriptions WHERE address_key = $1", address.ToLowerInvariant());
        await Subscriptions.ConfirmAsync(await ConfirmTokenAsync(id), CancellationToken.None);
        return id;
    }

    /// <summary>Adds many confirmed readers at once.</summary>
    public async Task AddReadersAsync(int count)
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

    public async Task<SubscriptionState?> UnsubscribeAsync(Guid id) =>
        (await Subscriptions.UnsubscribeAsync(UnsubscribeToken(id), CancellationToken.None))?.State;

    public static ReaderToken UnsubscribeToken(Guid id) => new(TokenPurpose.Unsubscribe, id, 0, DateTimeOffset.MaxValue);

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

        return (T)(await command.ExecuteScalarAsync())!; // the statements of the tests return a row
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }
}
