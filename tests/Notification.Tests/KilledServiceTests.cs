using System.Diagnostics;
using Papers.Notification.Subscriptions;
using Papers.Testing;
using static Papers.Notification.Tests.Digests.SomePapers;

namespace Papers.Notification.Tests;

/// <summary>The service as a process of its own, killed again and again in the middle of an edition.</summary>
public sealed class KilledServiceTests(TestServers servers)
{
    private const int Readers = 400;
    private const int Connections = 4;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);
    private static readonly int[] s_killedAfter = [80, 220];

    [Fact]
    public async Task Over_SMTP_nobody_gets_the_edition_twice_and_few_are_in_doubt()
    {
        await using var smtp = new StubSmtpServer();
        await using var world = await WorldAsync();

        await KillAndStartAsync(world, () => smtp.Mails.Count, ("Notification:Smtp:Host", "127.0.0.1"), ("Notification:Smtp:Port", $"{smtp.Port}"));

        var uncertain = await CountAsync(world, "uncertain");
        Assert.Equal(smtp.Mails.Count, smtp.Mails.Select(mail => mail.To.Single()).Distinct().Count());
        Assert.InRange(smtp.Mails.Count, Readers - uncertain, Readers);
        Assert.Equal(Readers, uncertain + await CountAsync(world, "sent"));
        Assert.InRange(uncertain, 0, s_killedAfter.Length * Connections);
    }

    [Fact]
    public async Task In_a_folder_each_reader_has_exactly_one_file()
    {
        using var folder = new TemporaryFolder();
        await using var world = await WorldAsync();

        await KillAndStartAsync(world, () => Directory.GetFiles(folder.Path, "*.eml").Length, ("Notification:MailFolder", folder.Path));

        Assert.Equal(Readers, await CountAsync(world, "sent"));
        Assert.Equal(Readers, Directory.GetFiles(folder.Path).Length);
    }

    private async Task<NotificationWorld> WorldAsync()
    {
        var world = await NotificationWorld.CreateAsync(servers, TimeProvider.System);
        await world.ReadersAsync(Readers);
        await world.RankAsync(EditionOf(20));
        return world;
    }

    private async Task KillAndStartAsync(NotificationWorld world, Func<int> left, params (string Key, string Value)[] settings)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        (string Key, string Value)[] all =
        [
            .. settings,
            ("ConnectionStrings:papersdb", world.ServerConnectionString),
            ("ConnectionStrings:cache", await servers.RedisAsync(cancellationToken)),
            ("ConnectionStrings:messaging", await servers.RabbitMqAsync(cancellationToken)),
            ("urls", "http://127.0.0.1:0"),
        ];
        foreach (var enough in s_killedAfter)
        {
            using var service = Start(all);
            try
            {
                await Eventually.TrueAsync(() => left() >= enough, s_patience);
            }
            finally
            {
                await KillAsync(service);
            }

            // What the dead one held would be due again after three minutes.
            await world.ScalarAsync<long>("WITH expired AS (UPDATE deliveries SET due_at = created_at WHERE state IN ('waiting', 'sending') RETURNING id) SELECT count(*) FROM expired");
        }

        using var last = Start(all);
        try
        {
            await Eventually.TrueAsync(async () => await CountAsync(world, "waiting") + await CountAsync(world, "sending") == 0, s_patience);
        }
        finally
        {
            await KillAsync(last);
        }
    }

    private static Process Start(IEnumerable<(string Key, string Value)> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{typeof(SubscriptionStore).Assembly.GetName().Name}.dll")])
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

    private static async Task<int> CountAsync(NotificationWorld world, string state) =>
        (int)await world.ScalarAsync<long>("SELECT count(*) FROM deliveries WHERE state = $1", state);
}
