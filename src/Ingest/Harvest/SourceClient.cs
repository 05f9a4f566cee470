using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Papers.ServiceDefaults.Http;

namespace Papers.Ingest.Harvest;

/// <summary>
/// Sends one request to a source and reads the complete reply, within limits of size and time. Configured hosts are trusted; redirects are followed
/// to those and to public addresses only, never from https to http, and offline never away from this machine.
/// </summary>
internal sealed class SourceClient : IDisposable
{
    private readonly HttpClient _client;
    private readonly HashSet<string> _configured;
    private readonly NetworkReach _reach;
    private readonly TimeProvider _time;

    public SourceClient(IEnumerable<SourceOptions> sources, NetworkReach reach, IOptions<HarvestOptions> options, IConfiguration configuration, TimeProvider time)
    {
        _configured = new(sources.Where(source => source.IsLocal || !reach.Offline).Select(source => HostOf(source.Base)), StringComparer.OrdinalIgnoreCase);
        _reach = reach;
        _time = time;
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = new PublicAddressGuard(_configured).ConnectAsync,
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            MaxResponseHeadersLength = 64,
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(), // don't leak trace ids to sources
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent.Of(options.Value.Contact, configuration["Web:PublicUrl"]));

        // arXiv allows one connection at a time over all replicas, so none may stay open after its request.
        _client.DefaultRequestHeaders.ConnectionClose = true;
    }

    /// <exception cref="SourceUnavailableException">No complete reply arrived, or a redirect that is not allowed.</exception>
    public async Task<SourceReply> GetAsync(SourceOptions source, SourceRequest request, Uri address, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(source.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var host = address.Host;
        try
        {
            return await SendAsync(source, request, address, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceUnavailableException($"{host} did not answer within {source.Timeout.TotalSeconds:0.#} seconds (timeout).");
        }
        catch (HttpRequestException fault) when (IsOutOfReach(fault))
        {
            throw new SourceUnavailableException($"{host} is unavailable: {fault.GetBaseException().Message}", innerException: fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidDataException)
        {
            throw new SourceUnavailableException($"{host} closed the connection before the end of its reply.", isTransient: true, innerException: fault);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<SourceReply> SendAsync(SourceOptions source, SourceRequest request, Uri address, CancellationToken cancellationToken)
    {
        using var message = MessageOf(request, address);
        using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return (int)response.StatusCode is 301 or 302 or 303 or 307 or 308
            ? new SourceReply { Status = response.StatusCode, ReadAt = _time.GetUtcNow(), RedirectedTo = Follow(address, response.Headers.Location) }
            : await ReadAsync(source, response, cancellationToken);
    }

    private Uri Follow(Uri from, Uri? location)
    {
        if (location is null || !Uri.TryCreate(from, location, out var to) || to.Scheme is not ("http" or "https"))
        {
            throw new SourceUnavailableException($"{from.Host} redirects to an invalid address.");
        }

        if (from.Scheme == Uri.UriSchemeHttps && to.Scheme == Uri.UriSchemeHttp)
        {
            throw new SourceUnavailableException($"{from.Host} redirects from https to http, which is not followed.");
        }

        return !_reach.Offline || _configured.Contains(HostOf(to))
            ? to
            : throw new SourceUnavailableException($"{from.Host} redirects to {to.Host}, which is not allowed while Offline=true.");
    }

    private static HttpRequestMessage MessageOf(SourceRequest request, Uri address)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address);
        if (request.Accept is { } accept)
        {
            message.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (request.IfNoneMatch is { } tag)
        {
            message.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        message.Headers.IfModifiedSince = request.IfModifiedSince;
        return message;
    }

    private async Task<SourceReply> ReadAsync(SourceOptions source, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (whole.Length + read > source.LargestReply)
            {
                throw new SourceUnavailableException(
                    $"The reply is larger than {source.LargestReply:N0} bytes ({SourceOptions.Section}:{source.Name}:{nameof(SourceOptions.LargestReply)}).");
            }

            whole.Write(buffer, 0, read);
        }

        return new SourceReply
        {
            Status = response.StatusCode,
            Body = whole.ToArray(),
            ContentType = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant(),
            ETag = response.Headers.ETag?.ToString(),
            LastModified = response.Content.Headers.LastModified,
            RetryAfter = RetryAfterOf(response.Headers.RetryAfter),
            ReadAt = _time.GetUtcNow(),
        };
    }

    private TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - _time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static bool IsOutOfReach(HttpRequestException fault) => fault.HttpRequestError
        is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static string HostOf(Uri address) => $"{address.Host}:{address.Port}";
}
