using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Papers.Web.Subscribe;

/// <summary>
/// How often one client may ask for mail, over all replicas. This machine itself is not counted: whoever sits at it needs no form to send
/// mail. Without Redis nobody is counted; Notification's own pace for each address still holds.
/// </summary>
public sealed partial class ClientRate(IDatabase redis, IOptions<SubscribeOptions> options, ILogger<ClientRate> logger)
{
    private const int Ipv6NetworkBytes = 8;

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(10);

    // Counted and given its end in one step, so that no key can be left without one.
    private const string Count = """
        local count = redis.call('INCR', KEYS[1])
        if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
        return count
        """;

    public async Task<bool> AllowsAsync(IPAddress? client)
    {
        if (client is null || IPAddress.IsLoopback(client))
        {
            return true;
        }

        try
        {
            var count = await redis.ScriptEvaluateAsync(Count, [KeyOf(client)], [(long)s_window.TotalMilliseconds]);
            return (long)count <= options.Value.RequestsPerClient;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            Log.NotCounted(logger, exception.Message);
            return true;
        }
    }

    // subscribe:{address}, or subscribe:{network} for IPv6, where one client has a whole /64.
    internal static string KeyOf(IPAddress client)
    {
        var address = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"subscribe:{Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, Ipv6NetworkBytes))}"
            : $"subscribe:{address}";
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A request for mail was not counted, as Redis is away: {Reason}")]
        public static partial void NotCounted(ILogger logger, string reason);
    }
}
