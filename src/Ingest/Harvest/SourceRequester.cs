using System.Net;
using Npgsql;

namespace Papers.Ingest.Harvest;

/// <summary>
/// Asks a source in its turn, and again within seconds where the reply was cut off, unreadable or a mistake that passes. What comes of it is one whole reply,
/// or one <see cref="SourceUnavailableException"/>.
/// </summary>
internal sealed partial class SourceRequester(HostRateLimit turn, SourceClient client, IngestMetrics metrics, TimeProvider time, ILogger<SourceRequester> logger)
{
    /// <param name="connection">Without a transaction, and used by no one else meanwhile.</param>
    /// <param name="source">Whose politeness, time-out and bound hold.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="read">Makes sense of a reply; one that makes none throws <see cref="UnreadableReplyException"/>.</param>
    /// <param name="asked">Called for each request that is sent.</param>
    public async Task<T> AskAsync<T>(
        NpgsqlConnection connection,
        SourceOptions source,
        SourceRequest request,
        Func<SourceReply, T> read,
        Action asked,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            SourceUnavailableException fault;
            try
            {
                var reply = await turn.AskAsync(connection, source.RateLimitKey, source.MinRequestInterval, () => SendAsync(source, request, asked, cancellationToken), cancellationToken);
                return Read(request, reply, read);
            }
            catch (SourceUnavailableException brief) when (brief.IsTransient)
            {
                fault = brief;
            }

            if (attempt == BackOff.InlineRetryPauses.Count)
            {
                throw new SourceUnavailableException($"{fault.Message} It was asked {attempt + 1} times.", retryAfter: fault.RetryAfter, innerException: fault);
            }

            Log.AsksAgain(logger, source.Name, request.Address, fault.Message);
            await Task.Delay(BackOff.InlineRetryPauses[attempt], time, cancellationToken);
        }
    }

    private async Task<SourceReply> SendAsync(SourceOptions source, SourceRequest request, Action asked, CancellationToken cancellationToken)
    {
        asked();
        try
        {
            var reply = await client.GetAsync(source, request, cancellationToken);
            metrics.Asked(source.Name, $"{(int)reply.Status}");
            return reply;
        }
        catch (SourceUnavailableException)
        {
            metrics.Asked(source.Name, "none");
            throw;
        }
    }

    private static T Read<T>(SourceRequest request, SourceReply reply, Func<SourceReply, T> read)
    {
        if (reply.Status != HttpStatusCode.OK && !request.Expected.Contains(reply.Status))
        {
            var said = $"{request.Address.Host} answered {(int)reply.Status} to {request.Address.PathAndQuery}.";

            // Where a source says when, the turn waits for that, or gives up where it is too long.
            var isTransient = reply.Status is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout
                || reply.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && reply.RetryAfter is not null;
            throw new SourceUnavailableException(said, isTransient, reply.RetryAfter);
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
        [LoggerMessage(LogLevel.Information, "Asked {Source} again for {Address}: {Reason}")]
        public static partial void AsksAgain(ILogger logger, string source, Uri address, string reason);
    }
}
