using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Papers.Web.RateLimits;

/// <summary>How often one client may do something, over all replicas. Without Redis nobody is counted.</summary>
public sealed partial class ClientRate(IDatabase redis, WebMetrics metrics, ILogger<ClientRate> logger)
{
    private const int Ipv6NetworkBytes = 8;

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(10);

    // Counted and given its end in one step, so that no key can be left without one.
    private const string Count = """
        local count = redis.call('INCR', KEYS[1])
        if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
        return count
        """;

    /// <summary>Counts the client once more, and tells whether it is still within the limit.</summary>
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
            Log.NotCounted(logger, limit.Name, exception.Message);
            return true;
        }
    }

    // {name}:{address}, or {name}:{network} for IPv6, where one client has a whole /64.
    internal static string KeyOf(string name, IPAddress client)
    {
        var address = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"{name}:{Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, Ipv6NetworkBytes))}"
            : $"{name}:{address}";
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A request to {Name} was not counted, as Redis is away: {Reason}")]
        public static partial void NotCounted(ILogger logger, string name, string reason);
    }
}

/// <param name="Name">What is counted, as the name of its keys.</param>
/// <param name="MaxRequests">How often in ten minutes.</param>
/// <param name="CountsLoopback">
/// Whether clients on this machine are counted too. Whoever sits at it needs no form to send mail or fetch papers; but a token can be guessed from here as well.
/// </param>
public sealed record RateLimit(string Name, int MaxRequests, bool CountsLoopback = false)
{
    /// <summary>Papers that are asked for, by form or by the API.</summary>
    public static RateLimit Submissions(int most) => new("submit", most);
}
