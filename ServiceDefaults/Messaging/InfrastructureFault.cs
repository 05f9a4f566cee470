using System.Net.Sockets;
using Npgsql;
using RabbitMQ.Client.Exceptions;
using StackExchange.Redis;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>
/// Distinguishes an unavailable server from a bad message. The first is retried as long as it takes; only the second may end in an
/// <c>_error</c> queue.
/// </summary>
public static class InfrastructureFault
{
    /// <summary>True if the exception, or an inner one, means that PostgreSQL, Redis or RabbitMQ is unreachable or restarting.</summary>
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
