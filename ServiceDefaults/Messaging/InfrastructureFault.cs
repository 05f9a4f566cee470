using System.Net.Sockets;
using Npgsql;
using RabbitMQ.Client.Exceptions;
using StackExchange.Redis;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>
/// Tells a server that is away from a message that is wrong. The first is waited for, as long as it takes; only the second may end in
/// an <c>_error</c> queue.
/// </summary>
public static class InfrastructureFault
{
    /// <summary>True where the exception, or one it wraps, says that Postgres, Redis or RabbitMQ could not be reached or is restarting.</summary>
    public static bool Is(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is NpgsqlException { IsTransient: true } or SocketException or EndOfStreamException
                or RedisConnectionException or RedisTimeoutException
                or BrokerUnreachableException or AlreadyClosedException or OperationInterruptedException)
            {
                return true;
            }
        }

        return false;
    }
}
