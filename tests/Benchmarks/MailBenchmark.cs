using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Papers.Contracts;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Web;
using Papers.Notification.Channels.Email;
using Papers.Notification.Delivery;
using Papers.Notification.Digests;
using Papers.Notification.Subscriptions;
using Papers.ServiceDefaults.Http;
using Papers.Testing;

namespace Papers.Benchmarks;

/// <summary>An edition with twelve papers per reader: mails are queued, written and sent with the same guarantees as in the running service.</summary>
internal static class MailBenchmark
{
    private const string Sentence =
        "Consistency models are a nascent family of generative models that can sample high quality data in one step without the need for "
        + "adversarial training. ";

    public static async Task<int> RunAsync(int readers)
    {
        await using var servers = new TestServers();
        await using var database = await TestDatabase.CreateAsync(servers, "notification", typeof(SubscriptionStore).Assembly, CancellationToken.None);
        await using var smtp = new StubSmtpServer();
        using var folder = new TemporaryFolder();
        var db = database.DataSource;
        await ExecuteAsync(db, $"""
            INSERT INTO subscriptions (address, address_key, state, asked_at)
            SELECT 'r' || i || '@example.org', 'r' || i || '@example.org', 'confirmed', now()
              FROM generate_series(1, {readers}) AS i
            """);

        await using var services = Services(db);
        var consumer = ActivatorUtilities.CreateInstance<SendDigestsConsumer>(services);
        await MeasureAsync("queued", readers, () => consumer.QueueMailsAsync(Edition(), CancellationToken.None));
        await MeasureAsync("written as files", readers, () => SendAsync(services, new FolderChannel(folder.Path)));
        await ExecuteAsync(db, "UPDATE deliveries SET state = 'waiting'");
        var options = new SmtpOptions { Host = "127.0.0.1", Port = smtp.Port, Security = "none" };
        await MeasureAsync("sent over SMTP", readers, () => SendAsync(services, new SmtpChannel(options, new NetworkReach(Offline: true))));

        var bytes = smtp.Mails.Sum(mail => (long)mail.Content.Length) / Math.Max(1, smtp.Mails.Count);
        Console.WriteLine($"{smtp.Mails.Count:N0} mails of {bytes:N0} bytes over {smtp.Connections} connections");
        return smtp.Mails.Count == readers && Directory.GetFiles(folder.Path, "*.eml").Length == readers ? 0 : 1;
    }

    private static ServiceProvider Services(NpgsqlDataSource db)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.AddEmail();
        builder.AddDelivery();
        builder.AddSubscriptions();
        builder.AddDigests();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(new NetworkReach(Offline: true));
        builder.Services.AddSingleton(_ => db); // disposed of by the database
        return builder.Services.AddMetrics().AddLogging().BuildServiceProvider();
    }

    private static Task<string?> SendAsync(ServiceProvider services, IMailChannel channel) =>
        ActivatorUtilities.CreateInstance<MailSender>(services, channel).SendDueAsync(CancellationToken.None, CancellationToken.None);

    private static async Task MeasureAsync(string what, int count, Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await work();
        watch.Stop();
        process.Refresh();
        var cpu = (process.TotalProcessorTime - before).TotalMilliseconds / count;
        Console.WriteLine($"{count / watch.Elapsed.TotalSeconds,8:N0} mails per second {what}, {cpu:N2} ms of CPU each");
    }

    private static async Task ExecuteAsync(NpgsqlDataSource db, string sql)
    {
        await using var command = db.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static EditionRanked Edition()
    {
        var now = TimeProvider.System.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return new EditionRanked
        {
            Edition = "daily",
            Date = today,
            RankedAt = now,
            Papers = [.. Enumerable.Range(0, 100).Select(i => new RankedPaper
            {
                PaperId = new PaperId($"2603.{i:D5}"),
                Title = $"Improved Techniques for Training Consistency Models, Part {i}",
                Abstract = string.Concat(Enumerable.Repeat(Sentence, 10)),
                Authors = ["Ada Lovelace", "Charles Babbage", "Mary Somerville", "Augustus De Morgan"],
                Tags = ["Machine Learning", "Image Generation", "Consistency Models"],
                Links = [new RankedLink($"https://github.com/ada/engine-{i}", LinkVerdict.Alive)],
                Day = today,
                Reason = "among the first of its list, with code that works",
            })],
        };
    }
}
