using System.Net;
using Papers.ServiceDefaults.Tests.Messaging;
using Papers.Testing;

namespace Papers.ServiceDefaults.Tests.Health;

public sealed class HealthDefaultsTests(TestServers servers)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_with_its_servers_becomes_healthy()
    {
        await using var host = await MessagingHost.StartAsync(servers, Cancellation);

        await Eventually.TrueAsync(async () => await AskAsync(host, "/health") == (HttpStatusCode.OK, "Healthy"), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Without_Redis_a_service_is_degraded_and_still_works()
    {
        await using var host = await MessagingHost.StartAsync(servers, Cancellation, ("ConnectionStrings:cache", "127.0.0.1:1"));

        await Eventually.TrueAsync(async () => await AskAsync(host, "/health") == (HttpStatusCode.OK, "Degraded"), TimeSpan.FromSeconds(60));
    }

    private static async Task<(HttpStatusCode, string)> AskAsync(MessagingHost host, string path)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        using var response = await client.GetAsync(path, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
