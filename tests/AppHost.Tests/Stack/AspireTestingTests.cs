using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Papers.AppHost.Tests.Stack;

/// <summary>The app host as Aspire's own testing package runs it.</summary>
[Trait("Category", "Long")]
public sealed class AspireTestingTests
{
    [Fact]
    public async Task The_whole_stack_becomes_healthy_and_serves_its_sample_papers()
    {
        using var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.Path, File.GetUnixFileMode(folder.Path) | UnixFileMode.OtherExecute);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--Offline=true", $"--DataDirectory={folder["data"]}", "--Web:Port=0", "--Dashboard:Port=0"], limit.Token);
        await using var app = await builder.BuildAsync(limit.Token);
        await app.StartAsync(limit.Token);

        foreach (var name in (string[])["postgres", "papersdb", "cache", "messaging", "ingest", "tagging", "linkcheck", "notification", "web"])
        {
            await app.ResourceNotifications.WaitForResourceHealthyAsync(name, limit.Token);
        }

        using var client = app.CreateHttpClient("web", "http");
        await Eventually.TrueAsync(async () => (await client.GetStringAsync("/tags", limit.Token)).Contains("/tags/", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        Assert.StartsWith("Host=127.0.0.1", await app.GetConnectionStringAsync("papersdb", limit.Token), StringComparison.Ordinal);
    }
}
