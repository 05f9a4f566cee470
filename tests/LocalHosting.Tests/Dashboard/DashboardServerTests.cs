using System.Net;
using System.Net.Sockets;
using Papers.LocalHosting.Dashboard;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Dashboard;

public sealed class DashboardServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_taken_port_is_named_with_the_setting_that_changes_it()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var error = await Assert.ThrowsAsync<DashboardPortTakenException>(() =>
            DashboardServer.StartAsync(new ResourceBoard(), new ConsoleLogs(TimeProvider.System), new DashboardOptions { Port = port }, Cancel));

        Assert.Contains($"Port {port} ", error.Message);
        Assert.Contains("--Dashboard:Port=", error.Message);
    }

    [Fact]
    public async Task It_listens_on_loopback_alone()
    {
        await using var dashboard = await DashboardUnderTest.StartAsync();
        var outside = Dns.GetHostAddresses(Dns.GetHostName()).Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));

        foreach (var address in outside)
        {
            using var client = new TcpClient();
            await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(address, dashboard.Server.Url.Port, Cancel).AsTask());
        }
    }

    [Fact]
    public async Task It_stops_at_once_though_streams_are_open_and_frees_its_port()
    {
        var dashboard = await DashboardUnderTest.StartAsync();
        using var board = await dashboard.WithBearer().Client.GetAsync("/events/resources", HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var logs = await dashboard.Client.GetAsync("/events/logs", HttpCompletionOption.ResponseHeadersRead, Cancel);
        var port = dashboard.Server.Url.Port;
        var started = TimeProvider.System.GetTimestamp();

        await dashboard.Server.DisposeAsync();

        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 1.5);
        using var again = new TcpListener(IPAddress.Loopback, port);
        again.Start();
    }

    [Fact]
    public async Task Two_run_side_by_side()
    {
        await using var one = await DashboardUnderTest.StartAsync();
        await using var two = await DashboardUnderTest.StartAsync();

        Assert.NotEqual(one.Server.Url.Port, two.Server.Url.Port);
    }

    [Fact]
    public async Task Every_asset_a_page_names_is_there_and_is_not_sent_twice()
    {
        await using var dashboard = await DashboardUnderTest.StartAsync();
        foreach (var name in new[] { "dashboard.css", "live.js", "logs.js", "line.js", "stream.js", "times.js", "icon.svg" })
        {
            using var first = await dashboard.Client.GetAsync($"/assets/{name}", Cancel);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);

            using var request = new HttpRequestMessage(HttpMethod.Get, $"/assets/{name}");
            request.Headers.IfNoneMatch.Add(first.Headers.ETag ?? throw new InvalidOperationException("An asset has a tag."));
            using var second = await dashboard.Client.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        }
    }
}
