using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Notification;
using Papers.Contracts.Operations;
using Papers.Contracts.Web;
using Papers.Notification.Subscriptions;
using Papers.ServiceDefaults.Messaging;
using Papers.Testing;
using static Papers.Notification.Tests.Digests.SampleEditions;

namespace Papers.Notification.Tests;

/// <summary>The whole service with its routes, RabbitMQ, PostgreSQL, and a folder or an SMTP server for its mails.</summary>
public sealed partial class WholeServiceTests(TestServers servers)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_reader_subscribes_gets_mails_and_unsubscribes()
    {
        using var folder = new TemporaryFolder();
        await using var database = await DatabaseAsync();
        await using var service = await ServiceAsync(database, ("Notification:MailFolder", folder.Path));
        var http = service.CreateClient();

        Assert.Equal(HttpStatusCode.BadRequest, (await SubscribeAsync(http, "nobody")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await SubscribeAsync(http, "ada@example.org")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await SubscribeAsync(http, "ada@example.org")).StatusCode);
        var confirmation = (await MailsAsync(folder, 1)).Single();
        Assert.Equal("ada@example.org", confirmation.To);
        Assert.Empty(confirmation.Unsubscribe);

        var confirm = $"/internal/subscriptions/{ConfirmLink().Match(confirmation.Text).Groups[1].Value}/confirm";
        Assert.Equal(SubscriptionState.Pending, await StateAsync(await http.GetAsync(confirm)));
        Assert.Equal(SubscriptionState.Confirmed, await StateAsync(await http.PostAsync(confirm, null)));
        Assert.Equal((1, 1), await CountsAsync(http));

        var edition = EditionOf(20);
        await PublishAsync(service, edition);
        await PublishAsync(service, edition);
        await PublishAsync(service, edition with { RankedAt = edition.RankedAt.AddMinutes(1) });
        await PublishAsync(service, edition with { Date = edition.Date.AddDays(1) });
        var mails = await MailsAsync(folder, 3);
        Assert.Equal(
            ["Papers · 14 March: Paper 2603.00001 and 11 more", "Papers · 15 March: Paper 2603.00013 and 7 more"],
            mails.Skip(1).Select(mail => mail.Subject).Order());
        // A mail is in its folder before it is counted.
        await Eventually.TrueAsync(async () => await CountsAsync(http) == (1, 3), TimeSpan.FromSeconds(60));

        var token = UnsubscribeLink().Match(mails[1].Text).Groups[1].Value;
        Assert.Equal($"<http://localhost:8080/unsubscribe/{token}/one-click>", mails[1].Unsubscribe);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync($"/internal/subscriptions/{token}/confirm", null)).StatusCode);
        Assert.Equal(SubscriptionState.Confirmed, await StateAsync(await http.GetAsync($"/internal/subscriptions/{token}/unsubscribe")));
        Assert.Equal(SubscriptionState.Confirmed, await StateAsync(await http.GetAsync($"/internal/subscriptions/{token}/leave")));
        Assert.Equal(SubscriptionState.Unsubscribed, await StateAsync(await http.PostAsync($"/internal/subscriptions/{token}/unsubscribe", null)));
        Assert.Equal((0, 3), await CountsAsync(http));

        Assert.Equal("[]", await http.GetStringAsync("/internal/mails/failed"));
        Assert.Equal("[]", await http.GetStringAsync("/internal/mails/troubled"));

        await InsertReadersAsync(database, 1);
        await PublishAsync(service, EditionOf(1) with { Date = edition.Date.AddDays(2), Papers = [Paper("new", edition.Date.AddDays(2))] });
        var recipients = (await MailsAsync(folder, 4)).Select(mail => mail.To).Order();
        Assert.Equal(["ada@example.org", "ada@example.org", "ada@example.org", "r1@example.org"], recipients);
    }

    [Fact]
    public async Task Two_replicas_send_each_mail_once_over_SMTP()
    {
        await using var smtp = new StubSmtpServer();
        await using var database = await DatabaseAsync();
        await InsertReadersAsync(database, 250);
        var rabbit = await servers.RabbitMqAsync(TestContext.Current.CancellationToken);
        (string, string)[] settings =
        [
            ("Notification:Smtp:Host", "127.0.0.1"), ("Notification:Smtp:Port", $"{smtp.Port}"), ("ConnectionStrings:messaging", rabbit),
        ];
        await using var one = await ServiceAsync(database, settings);
        await using var two = await ServiceAsync(database, settings);

        for (var i = 0; i < 4; i++)
        {
            await PublishAsync(i % 2 == 0 ? one : two, EditionOf(20) with { RankedAt = TimeProvider.System.GetUtcNow().AddSeconds(i) });
        }

        await Eventually.TrueAsync(() => smtp.Mails.Count >= 250, s_timeout);
        await AllFourRankingsAreSentAsync(database);
        await Eventually.TrueAsync(async () => await CountsAsync(one.CreateClient()) == (250, 250), s_timeout);
        Assert.Equal(250, smtp.Mails.Select(mail => mail.To.Single()).Distinct().Count());
        Assert.Equal(250, smtp.Mails.Count);
        Assert.InRange(smtp.Connections, 1, 20);
    }

    [Fact]
    public async Task Mails_wait_for_an_unavailable_SMTP_server_and_are_sent_once_it_is_back()
    {
        await using var smtp = new StubSmtpServer { Reply = (step, _) => step == SmtpStep.Connect ? "421 closed for today" : null };
        await using var database = await DatabaseAsync();
        await using var service = await ServiceAsync(
            database, ("Notification:Smtp:Host", "localhost"), ("Notification:Smtp:Port", $"{smtp.Port}"), ("Offline", "true"));
        await SubscribeAsync(service.CreateClient(), "ada@example.org");
        await Eventually.TrueAsync(() => smtp.Connections > 1, s_timeout);

        smtp.Reply = (_, _) => null;

        await Eventually.TrueAsync(() => smtp.Mails.Count == 1, s_timeout);
    }

    private Task<TestDatabase> DatabaseAsync() =>
        TestDatabase.CreateAsync(servers, "notification", typeof(SubscriptionStore).Assembly, TestContext.Current.CancellationToken);

    private async Task<WebApplicationFactory<SubscriptionStore>> ServiceAsync(TestDatabase database, params (string Key, string Value)[] settings)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var all = new Dictionary<string, string>
        {
            ["ConnectionStrings:papersdb"] = database.ServerConnectionString,
            ["ConnectionStrings:cache"] = await servers.RedisAsync(cancellationToken),
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        all.TryAdd("ConnectionStrings:messaging", await servers.RabbitMqAsync(cancellationToken));
        var service = new WebApplicationFactory<SubscriptionStore>().WithWebHostBuilder(host =>
        {
            foreach (var (key, value) in all)
            {
                host.UseSetting(key, value);
            }
        });
        try
        {
            _ = service.Server;
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    private static Task<HttpResponseMessage> SubscribeAsync(HttpClient http, string email) =>
        http.PostAsJsonAsync("/internal/subscriptions", new SubscriptionRequest(email), EventJson.Default.SubscriptionRequest);

    private static async Task<SubscriptionState?> StateAsync(HttpResponseMessage response) =>
        (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(EventJson.Default.SubscriptionStatus))?.State;

    private static async Task<(long Subscribers, long MailsSent)> CountsAsync(HttpClient http)
    {
        var counts = await http.GetFromJsonAsync("/internal/counts", EventJson.Default.ServiceCounts);
        return (counts?.Tallies.GetValueOrDefault(TallyNames.Subscribers) ?? 0, counts?.Tallies.GetValueOrDefault(TallyNames.MailsSent) ?? 0);
    }

    private static async Task PublishAsync(WebApplicationFactory<SubscriptionStore> service, EditionRanked edition)
    {
        await using var connection = await service.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await service.Services.GetRequiredService<Outbox>().AddAsync(connection, edition, CancellationToken.None);
        await transaction.CommitAsync();
    }

    private static Task AllFourRankingsAreSentAsync(TestDatabase database) => Eventually.TrueAsync(
        async () =>
        {
            await using var command = database.DataSource.CreateCommand("""
                SELECT (SELECT count(*) FROM rankings) = 4
                   AND NOT EXISTS (SELECT FROM deliveries WHERE state IN ('waiting', 'sending'))
                """);
            return (bool)(await command.ExecuteScalarAsync())!;
        },
        s_timeout);

    private static async Task InsertReadersAsync(TestDatabase database, int count)
    {
        await using var insert = database.DataSource.CreateCommand("""
            WITH readers AS (
                INSERT INTO subscriptions (address, address_key, state, asked_at)
                SELECT 'r' || i || '@example.org', 'r' || i || '@example.org', 'confirmed', now()
                  FROM generate_series(1, $1) AS i
            )
            INSERT INTO tallies (name, slot, value)
            VALUES ('subscribers', 0, $1)
            ON CONFLICT (name, slot) DO UPDATE
               SET value = tallies.value + excluded.value
            """);
        insert.Parameters.Add(new() { Value = count });
        await insert.ExecuteNonQueryAsync();
    }

    private static async Task<List<ReadMail>> MailsAsync(TemporaryFolder folder, int count)
    {
        await Eventually.TrueAsync(() => Directory.GetFiles(folder.Path, "*.eml").Length >= count, s_timeout);
        var mails = new List<ReadMail>();
        foreach (var file in Directory.GetFiles(folder.Path, "*.eml").Order(StringComparer.Ordinal))
        {
            Assert.Matches(@"^\d{8}T\d{9}Z-", Path.GetFileName(file));
            using var message = await MimeMessage.LoadAsync(file);
            var unsubscribe = message.Headers[HeaderId.ListUnsubscribe] ?? "";
            mails.Add(new(message.To.Mailboxes.Single().Address, message.Subject ?? "", message.TextBody ?? "", unsubscribe));
        }

        return mails;
    }

    [GeneratedRegex(@"http://localhost:8080/subscribe/confirm/(\S+)")]
    private static partial Regex ConfirmLink();

    [GeneratedRegex(@"Unsubscribe: http://localhost:8080/unsubscribe/(\S+)")]
    private static partial Regex UnsubscribeLink();

    private sealed record ReadMail(string To, string Subject, string Text, string Unsubscribe);
}
