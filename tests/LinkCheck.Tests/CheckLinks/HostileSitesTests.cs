using System.Text;
using Papers.LinkCheck.CheckLinks;
using Papers.Testing;

namespace Papers.LinkCheck.Tests.CheckLinks;

/// <summary>Links to forbidden addresses, and servers that try to waste time or memory.</summary>
public sealed class HostileSitesTests(TestServers servers) : LinkCheckerTest(servers)
{
    [Theory]
    [InlineData("http://127.0.0.1:9/")]
    [InlineData("http://localhost:9/")]
    [InlineData("http://2130706433:9/")]
    [InlineData("http://0x7f.1:9/")]
    [InlineData("http://[::1]:9/")]
    [InlineData("http://[::ffff:127.0.0.1]:9/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://10.1.2.3/")]
    public async Task A_private_address_is_rejected_in_every_notation(string link) =>
        Assert.Equal(CheckOutcome.PrivateAddress, (await CheckLinkAsync(link)).Outcome);

    [Fact]
    public async Task A_redirect_to_a_private_address_is_rejected_even_from_an_allowed_host()
    {
        await using var inner = new StubSite();
        inner.Page("/secret", 200);
        Site.Page("/a", 302, $"Location: {inner.Url("/secret")}\r\n");

        Assert.Equal(CheckOutcome.PrivateAddress, (await CheckAsync("/a")).Outcome);
        Assert.Empty(inner.Requests);
    }

    [Fact]
    public async Task A_server_that_hangs_takes_no_longer_than_the_timeout()
    {
        Settings.RequestTimeout = TimeSpan.FromSeconds(1);
        Site.Raw("/x", (_, _, stop) => Task.Delay(Timeout.Infinite, stop));
        var started = TimeProvider.System.GetTimestamp();

        Assert.Equal(CheckOutcome.TimedOut, (await CheckAsync("/x")).Outcome);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 1, 20);
    }

    [Fact]
    public async Task Only_the_beginning_of_an_endless_page_is_read()
    {
        var sent = 0L;
        Site.Raw("/x", async (_, stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\n{Html}\r\n<title>Endless</title>"), stop);
            for (var block = new byte[64 * 1024]; ; sent += block.Length)
            {
                await stream.WriteAsync(block, stop);
            }
        });

        Assert.Equal(CheckOutcome.Answered, (await CheckAsync("/x")).Outcome);
        Assert.InRange(sent, 0, 32 * 1024 * 1024);
    }

    [Fact]
    public async Task A_slow_page_is_judged_by_what_was_received()
    {
        Settings.RequestTimeout = TimeSpan.FromSeconds(1);
        Site.Raw("/x", async (_, stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\n{Html}\r\n<title>404 Not Found</title>"), stop);
            while (true)
            {
                await stream.WriteAsync("."u8.ToArray(), stop);
                await Task.Delay(50, stop);
            }
        });

        Assert.Equal(CheckOutcome.SoftNotFound, (await CheckAsync("/x")).Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 20")]
    public async Task A_reply_that_is_not_HTTP_is_a_failed_connection(string reply)
    {
        Site.Raw("/x", (_, stream, stop) => stream.WriteAsync(Encoding.ASCII.GetBytes(reply), stop).AsTask());

        Assert.Equal(CheckOutcome.ConnectionFailed, (await CheckAsync("/x")).Outcome);
    }

    [Fact]
    public async Task Endless_headers_are_not_buffered()
    {
        Site.Raw("/x", async (_, stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nX: "u8.ToArray(), stop);
            for (var block = Enumerable.Repeat((byte)'a', 64 * 1024).ToArray(); ;)
            {
                await stream.WriteAsync(block, stop);
            }
        });

        Assert.Equal(CheckOutcome.ConnectionFailed, (await CheckAsync("/x")).Outcome);
    }
}
