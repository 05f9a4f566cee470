using System.Globalization;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>
/// Keeps all replicas together polite to one host: so many visits at a time, a gap between their starts, none while the host asks for
/// patience, and a gap that doubles with each such wish and shrinks again with good answers. Who would wait too long gets an
/// appointment instead, one gap after the appointment before, so that ten thousand links of one host spread out by themselves.
/// </summary>
public sealed class HostThrottle(IDatabase redis, IOptions<LinkCheckOptions> options)
{
    // throttle:{host[:port]}         hash, in milliseconds: free_at, gap, blocked_until, last_appointment; for a day after its last use
    // throttle:{host[:port]}:visits  sorted set of who visits now, by the time at which a visit that never ended is forgotten
    // The clock is the server's, so that replicas agree.
    private const string Enter = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local token, gap, most, forgotten, patience = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
        local held = redis.call('HMGET', KEYS[1], 'free_at', 'gap', 'blocked_until', 'last_appointment')
        gap = math.max(gap, tonumber(held[2] or 0))
        local start = math.max(now, tonumber(held[1] or 0), tonumber(held[3] or 0))
        redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
        if start - now <= patience and redis.call('ZCARD', KEYS[2]) < most then
            redis.call('ZADD', KEYS[2], start + forgotten, token)
            redis.call('PEXPIRE', KEYS[2], start - now + forgotten)
            redis.call('HSET', KEYS[1], 'free_at', start + gap)
            redis.call('PEXPIRE', KEYS[1], 86400000)
            return {1, start - now}
        end
        local appointment = math.max(start, tonumber(held[4] or 0)) + math.max(gap, 1)
        redis.call('HSET', KEYS[1], 'last_appointment', appointment)
        redis.call('PEXPIRE', KEYS[1], math.max(86400000, appointment - now))
        return {0, appointment - now}
        """;

    private const string Leave = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local token, gap, busy, wait, most = ARGV[1], tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
        redis.call('ZREM', KEYS[2], token)
        local held = tonumber(redis.call('HGET', KEYS[1], 'gap') or gap)
        if busy == '1' then
            held = math.min(math.max(held, gap, 100) * 2, most)
            local blocked = tonumber(redis.call('HGET', KEYS[1], 'blocked_until') or 0)
            redis.call('HSET', KEYS[1], 'gap', held, 'blocked_until', math.max(blocked, now + math.max(wait, held)))
            redis.call('PEXPIRE', KEYS[1], 86400000)
        elseif held > gap then
            redis.call('HSET', KEYS[1], 'gap', math.max(gap, math.floor(held * 0.8)))
        end
        return 0
        """;

    /// <summary>Asks to visit a host.</summary>
    /// <param name="host">With its port where that is not the usual one.</param>
    /// <param name="patience">How long the caller would rather wait than come again.</param>
    public async Task<HostVisit> EnterAsync(string host, TimeSpan patience)
    {
        var token = Guid.NewGuid().ToString("N");
        var settings = options.Value;
        var forgotten = 3 * settings.RequestTimeout;
        var reply = (RedisResult[])(await redis.ScriptEvaluateAsync(
            Enter,
            Keys(host),
            [token, Milliseconds(settings.HostGap), settings.HostConcurrency, Milliseconds(forgotten), Milliseconds(patience)]))!; // the script returns two numbers
        return new(host, (int)reply[0] == 1 ? token : null, TimeSpan.FromMilliseconds((long)reply[1]));
    }

    /// <summary>Ends a visit.</summary>
    /// <param name="visit">One that was granted.</param>
    /// <param name="isBusy">Whether the host asked for patience.</param>
    /// <param name="retryAfter">How long, where it said so.</param>
    public async Task LeaveAsync(HostVisit visit, bool isBusy, TimeSpan? retryAfter)
    {
        var settings = options.Value;
        var wait = retryAfter is { } named ? TimeSpan.FromTicks(Math.Min(named.Ticks, settings.MaxRetryAfter.Ticks)) : TimeSpan.Zero;
        await redis.ScriptEvaluateAsync(
            Leave,
            Keys(visit.Host),
            [visit.Token, Milliseconds(settings.HostGap), isBusy ? "1" : "0", Milliseconds(wait), Milliseconds(settings.MaxHostGap)]);
    }

    private static RedisKey[] Keys(string host) => [$"throttle:{host}", $"throttle:{host}:visits"];

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}

/// <param name="Host">Who is visited.</param>
/// <param name="Token">Null where the visit is not granted.</param>
/// <param name="Wait">How long to wait before the visit; where it is not granted, before asking again.</param>
public readonly record struct HostVisit(string Host, string? Token, TimeSpan Wait)
{
    public bool IsGranted => Token is not null;
}
