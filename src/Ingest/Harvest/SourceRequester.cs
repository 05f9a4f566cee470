using System.Net;
using Npgsql;
using Papers.Ingest.Postgres;
using Polly;
using Polly.Retry;

namespace Papers.Ingest.Harvest;

/// <summary>
/// Sends requests to a source within its host's rate limit, and retries within seconds after a truncated or unreadable reply or a transient server
/// error. The result is one complete reply, or one <see cref="SourceUnavailableException"/>.
/// </summary>
internal sealed partial class SourceRequester
{
    private const int MostRedirects = 5;

    private readonly HostRateLimit _rateLimit;
    private readonly SourceClient _client;
    private readonly IngestMetrics _metrics;
    private readonly ResiliencePipeline _retry;

    public SourceRequester(HostRateLimit rateLimit, SourceClient client, IngestMetrics metrics, TimeProvider time, ILogger<SourceRequester> logger)
    {
        (_rateLimit, _client, _metrics) = (rateLimit, client, metrics);
        _retry = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<SourceUnavailableException>(fault => fault.IsTransient),
                MaxRetryAttempts = BackOff.InlineRetryPauses.Count,
                DelayGenerator = attempt => ValueTask.FromResult<TimeSpan?>(BackOff.InlineRetryPauses[attempt.AttemptNumber]),
                OnRetry = attempt =>
                {
                    Log.Retrying(logger, attempt.Outcome.Exception, attempt.Context.OperationKey ?? "", attempt.RetryDelay);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <param name="connection">Without a transaction, and not used by anyone else meanwhile.</param>
    /// <param name="source">Whose rate limit, time-out and size limit apply.</param>
    /// <param name="request">What to request.</param>
    /// <param name="read">Parses a reply; throws <see cref="UnreadableReplyException"/> if it can't.</param>
    /// <param name="onRequest">Called for each request that is sent.</param>
    public async Task<T> RequestAsync<T>(
        NpgsqlConnection connection,
        SourceOptions source,
        SourceRequest request,
        Func<SourceReply, T> read,
        Action onRequest,
        CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get($"{source.Name}, {request.Address}", cancellationToken);
        try
        {
            return await _retry.ExecuteAsync(
                async attempt => Parse(request, await FollowAsync(connection, source, request, onRequest, attempt.CancellationToken), read),
                context);
        }
        catch (SourceUnavailableException fault) when (fault.IsTransient)
        {
            throw new SourceUnavailableException($"{fault.Message} Failed {BackOff.InlineRetryPauses.Count + 1} times.", retryAfter: fault.RetryAfter, innerException: fault);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    // Each redirected request counts against the rate limit like the first.
    private async Task<SourceReply> FollowAsync(
        NpgsqlConnection connection,
        SourceOptions source,
        SourceRequest request,
        Action onRequest,
        CancellationToken cancellationToken)
    {
        var address = request.Address;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            var reply = await _rateLimit.RunAsync(connection, source, () => SendAsync(source, request, address, onRequest, cancellationToken), cancellationToken);
            if (reply.RedirectedTo is not { } next)
            {
                return reply;
            }

            address = next;
        }

        throw new SourceUnavailableException($"{request.Address.Host} redirected more than {MostRedirects} times.");
    }

    private async Task<SourceReply> SendAsync(SourceOptions source, SourceRequest request, Uri address, Action onRequest, CancellationToken cancellationToken)
    {
        onRequest();
        try
        {
            var reply = await _client.GetAsync(source, request, address, cancellationToken);
            _metrics.CountRequest(source.Name, $"{(int)reply.Status}");
            return reply;
        }
        catch (SourceUnavailableException)
        {
            _metrics.CountRequest(source.Name, "none");
            throw;
        }
    }

    private static T Parse<T>(SourceRequest request, SourceReply reply, Func<SourceReply, T> read)
    {
        if (reply.Status != HttpStatusCode.OK && !request.Expected.Contains(reply.Status))
        {
            // A reply with Retry-After may be retried inline: the rate limit waits that long, or gives up if it is too long.
            var isTransient = reply.Status is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout
                || reply.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && reply.RetryAfter is not null;
            throw new SourceUnavailableException($"{request.Address.Host} answered {(int)reply.Status} to {request.Address.PathAndQuery}.", isTransient, reply.RetryAfter);
        }

        try
        {
            return read(reply);
        }
        catch (UnreadableReplyException unreadable)
        {
            throw new SourceUnavailableException($"{request.Address.Host}: {unreadable.Message}", isTransient: true, reply.RetryAfter, unreadable);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Request to {Request} failed, retrying in {Pause}")]
        public static partial void Retrying(ILogger logger, Exception? exception, string request, TimeSpan pause);
    }
}
