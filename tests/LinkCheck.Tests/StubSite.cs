using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Papers.LinkCheck.Tests;

/// <summary>
/// A web server on loopback that can behave arbitrarily badly: it writes raw bytes and enforces no rule of HTTP. Each connection takes one
/// request.
/// </summary>
internal sealed class StubSite : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Func<StubRequest, Stream, CancellationToken, Task>> _pages = new();
    private readonly X509Certificate2? _certificate;
    private int _open;
    private int _maxOpen;

    public StubSite(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _ = ServeAsync();
    }

    public ConcurrentQueue<StubRequest> Requests { get; } = new();

    public string Host => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public int MaxConcurrent => _maxOpen;

    public string Url(string path) => $"{(_certificate is null ? "http" : "https")}://{Host}{path}";

    public void Page(string path, int status, string headers = "", string body = "") =>
        Page(path, _ => (status, headers, body));

    public void Page(string path, Func<StubRequest, (int Status, string Headers, string Body)> reply) =>
        Raw(path, (request, stream, stop) =>
        {
            var (status, headers, body) = reply(request);
            var head = $"HTTP/1.1 {status} Stub\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n";
            return stream.WriteAsync(Encoding.UTF8.GetBytes(request.Method == "HEAD" ? head : head + body), stop).AsTask();
        });

    public void Raw(string path, Func<StubRequest, Stream, CancellationToken, Task> reply) => _pages[path] = reply;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            await using var stream = await OpenAsync(client);
            if (stream is null || await ReadAsync(stream) is not { } request)
            {
                return;
            }

            Requests.Enqueue(request);
            var open = Interlocked.Increment(ref _open);
            InterlockedMax(ref _maxOpen, open);
            try
            {
                if (_pages.TryGetValue(request.Path, out var reply))
                {
                    await reply(request, stream, _stop.Token);
                }
                else
                {
                    await stream.WriteAsync("HTTP/1.1 404 Stub\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _stop.Token);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
            {
                // The client disconnected, or the test has ended.
            }
            finally
            {
                Interlocked.Decrement(ref _open);
            }
        }
    }

    private async Task<Stream?> OpenAsync(TcpClient client)
    {
        if (_certificate is null)
        {
            return client.GetStream();
        }

        var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(_certificate);
            return tls;
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            return null; // the client rejected the certificate
        }
    }

    private async Task<StubRequest?> ReadAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        if (await reader.ReadLineAsync(_stop.Token) is not { } line)
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } header)
        {
            headers[header.Split(':')[0]] = header.Split(':', 2)[1].Trim();
        }

        return new(line.Split(' ')[0], line.Split(' ')[1], headers, TimeProvider.System.GetUtcNow());
    }

    private static void InterlockedMax(ref int max, int value)
    {
        var seen = max;
        while (value > seen)
        {
            seen = Interlocked.CompareExchange(ref max, value, seen) is var before && before == seen ? value : before;
        }
    }
}

internal sealed record StubRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, DateTimeOffset At);
