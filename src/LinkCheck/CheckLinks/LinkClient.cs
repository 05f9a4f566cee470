using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;
using Papers.ServiceDefaults.Http;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>
/// Sends single requests to untrusted servers: follows no redirect, stores no cookie, connects to no private address, and reads only the
/// beginning of a page.
/// </summary>
internal sealed class LinkClient : IDisposable
{
    private readonly HttpClient _client;
    private readonly LinkCheckOptions _options;
    private readonly TimeProvider _time;

    public LinkClient(IOptions<LinkCheckOptions> options, IConfiguration configuration, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = new PublicAddressGuard(_options.AllowedPrivateHosts).ConnectAsync,
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = _options.RequestTimeout,
            MaxConnectionsPerServer = _options.HostConcurrency,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
            MaxResponseHeadersLength = 64,
            MaxResponseDrainSize = 64 * 1024,
            // A certificate may name URLs of other certificates; downloading those would bypass the address guard.
            SslOptions =
            {
                CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
            },
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(), // trace ids are not for other sites
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent(configuration["Web:PublicUrl"]));
        _client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "text/html, application/xhtml+xml, */*;q=0.8");
        _client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", "en, *;q=0.5");
    }

    /// <summary>Requests a page, or with HEAD only its headers.</summary>
    public async Task<LinkReply> SendAsync(HttpMethod method, Uri url, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(method, url);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var mediaType = response.Content.Headers.ContentType?.MediaType;
            var isPage = response.IsSuccessStatusCode && mediaType is null or "text/html" or "application/xhtml+xml";
            return new LinkReply
            {
                Status = (int)response.StatusCode,
                Location = LocationOf(response),
                RetryAfter = RetryAfterOf(response),
                IsPage = isPage,
                Page = isPage && method == HttpMethod.Get ? await ReadBeginningAsync(response, either.Token) : "",
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new LinkReply { Failure = CheckOutcome.TimedOut };
        }
        catch (HttpRequestException exception)
        {
            return new LinkReply { Failure = FailureOf(exception) };
        }
    }

    public void Dispose() => _client.Dispose();

    private static string UserAgent(string? publicUrl) =>
        string.IsNullOrWhiteSpace(publicUrl) ? "Papers/1.0 (link checker)" : $"Papers/1.0 (link checker; +{publicUrl})";

    private static string? LocationOf(HttpResponseMessage response) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.TryGetValues("Location", out var locations)
            ? locations.First()
            : null;

    private TimeSpan? RetryAfterOf(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    // A slow or incomplete page is still an answer: what was received is judged.
    private async Task<string> ReadBeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(_options.MaxPageBytes, 1));
        var length = 0;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (length < _options.MaxPageBytes
                && await body.ReadAsync(buffer.AsMemory(length, _options.MaxPageBytes - length), cancellationToken) is > 0 and var read)
            {
                length += read;
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            // judged by what was received
        }

        var page = Encoding.UTF8.GetString(buffer, 0, length);
        ArrayPool<byte>.Shared.Return(buffer);
        return page;
    }

    private static CheckOutcome FailureOf(HttpRequestException exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is PrivateAddressException)
            {
                return CheckOutcome.PrivateAddress;
            }

            if (inner is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData })
            {
                return CheckOutcome.NoSuchHost;
            }

            if (inner is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
            {
                return CheckOutcome.ConnectionRefused;
            }
        }

        return exception.HttpRequestError == HttpRequestError.SecureConnectionError ? CheckOutcome.TlsFailed : CheckOutcome.ConnectionFailed;
    }
}

/// <summary>One reply, or why there was none.</summary>
internal sealed record LinkReply
{
    public CheckOutcome? Failure { get; init; }

    public int? Status { get; init; }

    /// <summary>The target of a redirect as the server sent it.</summary>
    public string? Location { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether it is an HTML page rather than a file.</summary>
    public bool IsPage { get; init; }

    /// <summary>The beginning of the page, if it was requested with GET.</summary>
    public string Page { get; init; } = "";

    public bool IsRateLimited => Status is 429 or 503;
}
