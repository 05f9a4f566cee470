using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using Papers.LocalHosting.Dashboard;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Dashboard;

/// <summary>A running dashboard and a client that keeps cookies and follows nothing by itself.</summary>
internal sealed class DashboardUnderTest : IAsyncDisposable
{
    public const string Token = "the-token-of-this-run";

    private DashboardUnderTest(DashboardServer server) => Server = server;

    public required ResourceBoard Board { get; init; }

    public required ConsoleLogs Logs { get; init; }

    public DashboardServer Server { get; }

    public required HttpClient Client { get; init; }

    public static async Task<DashboardUnderTest> StartAsync()
    {
        var board = new ResourceBoard();
        var logs = new ConsoleLogs(new FakeTimeProvider(new DateTimeOffset(2025, 3, 14, 9, 26, 53, TimeSpan.Zero)));
        var server = await DashboardServer.StartAsync(board, logs, new DashboardOptions { Port = 0, Token = Token }, TestContext.Current.CancellationToken);
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Url };
        return new DashboardUnderTest(server) { Board = board, Logs = logs, Client = client };
    }

    public DashboardUnderTest WithBearer()
    {
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
