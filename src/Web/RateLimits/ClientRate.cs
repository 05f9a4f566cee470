using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Papers.Web.RateLimits;

/// <summary>Limits how often one client may do something, over all replicas. While Redis is unavailable nothing is limited.</summary>
internal sealed partial class ClientRate(IDatabase redis, WebMetrics metrics, ILogger<ClientRate> logger)
{
    private const int Ipv6NetworkBytes = 8;

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(10);

    // Atomic, so that no key is left without an expiry.
    private const string Count = """
        local count = redis.call('INCR', KEYS[1])
        if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
        return count
        """;

    /// <summary>Counts a request of the client; false where it exceeds the limit.</summary>
    public async Task<bool> AllowsAsync(RateLimit limit, IPAddress? client)
    {
        if (client is null || (IPAddress.IsLoopback(client) && !limit.CountsLoopback))
        {
            return true;
        }

        try
        {
            var count = await redis.ScriptEvaluateAsync(Count, [KeyOf(limit.Name, client)], [(long)s_window.TotalMilliseconds]);
            if ((long)count <= limit.MaxRequests)
            {
                return true;
            }

            metrics.Limited(limit.Name);
            return false;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            Log.NotCounted(logger, exception, limit.Name);
            return true;
        }
    }

    // {limit}:{address}, or {limit}:{network} for IPv6, where one client has a whole /64.
    internal static string KeyOf(string name, IPAddress client)
    {
        var address = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"{name}:{Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, Ipv6NetworkBytes))}"
            : $"{name}:{address}";
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Counting a {Name} request failed: Redis is unavailable, the rate limit is not applied")]
        public static partial void NotCounted(ILogger logger, Exception exception, string name);
    }
}

/// <param name="Name">The prefix of its keys.</param>
/// <param name="MaxRequests">In ten minutes.</param>
/// <param name="CountsLoopback">
/// Whether clients on this machine are counted too. They need no form to send mail or fetch papers, but they can guess a token.
/// </param>
internal sealed record RateLimit(string Name, int MaxRequests, bool CountsLoopback = false)
{
    /// <summary>Submitted papers, by form or API.</summary>
    public static RateLimit Submissions(int most) => new("submit", most);
}
