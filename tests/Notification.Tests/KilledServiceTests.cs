using System.Diagnostics;
using Papers.Notification.Subscriptions;
using Papers.Testing;
using static Papers.Notification.Tests.Digests.SampleEditions;

namespace Papers.Notification.Tests;

/// <summary>The service as a process of its own, killed repeatedly while it sends an edition.</summary>
public sealed class KilledServiceTests(TestServers servers)
{
    private const int Readers = 400;
    private const int Connections = 4;

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(180);
    private static readonly int[] s_killedAfter = [80, 220];

    [Fact]
    public async Task Over_SMTP_nobody_gets_an_edition_twice_and_few_mails_are_uncertain()
    {
        await using var smtp = new StubSmtpServer();
        await using var fixture = await CreateFixtureAsync();

        await KillAndStartAsync(
            fixture,
            () => smtp.Mails.Count,
            ("Notification:Smtp:Host", "127.0.0.1"),
            ("Notification:Smtp:Port", $"{smtp.Port}"));

        var uncertain = await CountAsync(fixture, "uncertain");
        Assert.Equal(smtp.Mails.Count, smtp.Mails.Select(mail => mail.To.Single()).Distinct().Count());
        Assert.InRange(smtp.Mails.Count, Readers - uncertain, Readers);
        Assert.Equal(Readers, uncertain + await CountAsync(fixture, "sent"));
        Assert.InRange(uncertain, 0, s_killedAfter.Length * Connections);
    }

    [Fact]
    public async Task In_a_folder_each_reader_has_exactly_one_file()
    {
        using var folder = new TemporaryFolder();
        await using var fixture = await CreateFixtureAsync();

        await KillAndStartAsync(fixture, () => Directory.GetFiles(folder.Path, "*.eml").Length, ("Notification:MailFolder", folder.Path));

        Assert.Equal(Readers, await CountAsync(fixture, "sent"));
        Assert.Equal(Readers, Directory.GetFiles(folder.Path).Length);
    }

    private async Task<NotificationFixture> CreateFixtureAsync()
    {
        var fixture = await NotificationFixture.CreateAsync(servers, TimeProvider.System);
        await fixture.AddReadersAsync(Readers);
        await fixture.QueueEditionAsync(EditionOf(20));
        return fixture;
    }

    private async Task KillAndStartAsync(NotificationFixture fixture, Func<int> sent, params (string Key, string Value)[] settings)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        (string Key, string Value)[] all =
        [
            .. settings,
            ("ConnectionStrings:papersdb", fixture.ServerConnectionString),
            ("ConnectionStrings:cache", await servers.RedisAsync(cancellationToken)),
            ("ConnectionStrings:messaging", await servers.RabbitMqAsync(cancellationToken)),
            ("urls", "http://127.0.0.1:0"),
        ];
        foreach (var count in s_killedAfter)
        {
            using var service = Start(all);
            try
            {
                await Eventually.TrueAsync(() => sent() >= count, s_timeout);
            }
            finally
            {
                await KillAsync(service);
            }

            // Ends the leases of the killed process, which would otherwise last three minutes.
            await fixture.ScalarAsync<long>("""
                WITH expired AS (UPDATE deliveries SET due_at = created_at WHERE state IN ('waiting', 'sending') RETURNING id)
                SELECT count(*) FROM expired
                """);
        }

        using var last = Start(all);
        try
        {
            await Eventually.TrueAsync(async () => await CountAsync(fixture, "waiting") + await CountAsync(fixture, "sending") == 0, s_timeout);
        }
        finally
        {
            await KillAsync(last);
        }
    }

    private static Process Start(IEnumerable<(string Key, string Value)> settings)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, $"{typeof(SubscriptionStore).Assembly.GetName().Name}.dll");
        var start = new ProcessStartInfo("dotnet", [assembly])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__")] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("No process was started.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task KillAsync(Process service)
    {
        service.Kill();
        await service.WaitForExitAsync(CancellationToken.None);
    }

    private static async Task<int> CountAsync(NotificationFixture fixture, string state) =>
        (int)await fixture.ScalarAsync<long>("SELECT count(*) FROM deliveries WHERE state = $1", state);
}
