using System.Globalization;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>
/// Limits the requests of all replicas to one host: a number of requests at a time, a gap between their starts, and none during a back-off.
/// A 429 or 503 starts a back-off and doubles the gap; other replies shrink the gap again. A caller who would have to wait too long gets a
/// reserved time instead, one gap after the last reserved one, so ten thousand links to one host are spread over time.
/// </summary>
internal sealed class HostThrottle(IDatabase redis, IOptions<LinkCheckOptions> options)
{
    // throttle:{host[:port]}         hash, times in milliseconds: free_at, gap, blocked_until, last_reserved; expires a day after its last use
    // throttle:{host[:port]}:active  sorted set of the running requests, by the time after which a request that never ended is removed
    // The clock is that of the Redis server, so that all replicas use the same.
    private const string Acquire = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local token, gap, limit, timeout, max_wait = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
        local held = redis.call('HMGET', KEYS[1], 'free_at', 'gap', 'blocked_until', 'last_reserved')
        gap = math.max(gap, tonumber(held[2] or 0))
        local start = math.max(now, tonumber(held[1] or 0), tonumber(held[3] or 0))
        redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
        if start - now <= max_wait and redis.call('ZCARD', KEYS[2]) < limit then
            redis.call('ZADD', KEYS[2], start + timeout, token)
            redis.call('PEXPIRE', KEYS[2], start - now + timeout)
            redis.call('HSET', KEYS[1], 'free_at', start + gap)
            redis.call('PEXPIRE', KEYS[1], 86400000)
            return {1, start - now}
        end
        local reserved = math.max(start, tonumber(held[4] or 0)) + math.max(gap, 1)
        redis.call('HSET', KEYS[1], 'last_reserved', reserved)
        redis.call('PEXPIRE', KEYS[1], math.max(86400000, reserved - now))
        return {0, reserved - now}
        """;

    private const string Release = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local token, gap, limited, retry_after, max_gap = ARGV[1], tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
        redis.call('ZREM', KEYS[2], token)
        local held = tonumber(redis.call('HGET', KEYS[1], 'gap') or gap)
        if limited == '1' then
            held = math.min(math.max(held, gap, 100) * 2, max_gap)
            local blocked = tonumber(redis.call('HGET', KEYS[1], 'blocked_until') or 0)
            redis.call('HSET', KEYS[1], 'gap', held, 'blocked_until', math.max(blocked, now + math.max(retry_after, held)))
            redis.call('PEXPIRE', KEYS[1], 86400000)
        elseif held > gap then
            redis.call('HSET', KEYS[1], 'gap', math.max(gap, math.floor(held * 0.8)))
        end
        return 0
        """;

    /// <summary>Asks for permission to send a request to a host.</summary>
    /// <param name="host">With its port where that is not the default one.</param>
    /// <param name="maxWait">The longest that the caller waits for its turn; beyond it, a later time is reserved.</param>
    public async Task<HostPermit> AcquireAsync(string host, TimeSpan maxWait)
    {
        var token = Guid.NewGuid().ToString("N");
        var settings = options.Value;
        var timeout = 3 * settings.RequestTimeout;
        var arguments = new RedisValue[]
        {
            token, Milliseconds(settings.HostGap), settings.HostConcurrency, Milliseconds(timeout), Milliseconds(maxWait),
        };
        var reply = (RedisResult[])(await redis.ScriptEvaluateAsync(Acquire, Keys(host), arguments))!; // the script returns two numbers
        return new(host, (int)reply[0] == 1 ? token : null, TimeSpan.FromMilliseconds((long)reply[1]));
    }

    /// <summary>Reports that the request has ended.</summary>
    /// <param name="permit">A granted one.</param>
    /// <param name="isRateLimited">Whether the host answered 429 or 503.</param>
    /// <param name="retryAfter">Its Retry-After, where it sent one.</param>
    public async Task ReleaseAsync(HostPermit permit, bool isRateLimited, TimeSpan? retryAfter)
    {
        var settings = options.Value;
        var wait = retryAfter is { } value ? TimeSpan.FromTicks(Math.Min(value.Ticks, settings.MaxRetryAfter.Ticks)) : TimeSpan.Zero;
        await redis.ScriptEvaluateAsync(
            Release,
            Keys(permit.Host),
            [permit.Token, Milliseconds(settings.HostGap), isRateLimited ? "1" : "0", Milliseconds(wait), Milliseconds(settings.MaxHostGap)]);
    }

    private static RedisKey[] Keys(string host) => [$"throttle:{host}", $"throttle:{host}:active"];

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}

/// <param name="Host">The host to request.</param>
/// <param name="Token">Names the request in the throttle; null where the permission was not granted.</param>
/// <param name="Wait">How long to wait before sending the request; where it was not granted, before asking again.</param>
internal sealed record HostPermit(string Host, string? Token, TimeSpan Wait)
{
    public bool IsGranted => Token is not null;
}
