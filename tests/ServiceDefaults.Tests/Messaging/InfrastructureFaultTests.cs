using System.Net.Sockets;
using Npgsql;
using Papers.ServiceDefaults.Messaging;
using RabbitMQ.Client.Exceptions;
using StackExchange.Redis;

namespace Papers.ServiceDefaults.Tests.Messaging;

public sealed class InfrastructureFaultTests
{
    public static IEnumerable<TheoryDataRow<Exception>> Away =>
    [
        new(new NpgsqlException("Failed to connect", new SocketException((int)SocketError.ConnectionRefused))),
        new(new PostgresException("the database system is starting up", "FATAL", "FATAL", PostgresErrorCodes.CannotConnectNow)),
        new(new InvalidOperationException("wrapped", new RedisConnectionException(ConnectionFailureType.UnableToConnect, CommandFlags.None, "away", null, CommandStatus.Unknown))),
        new(new BrokerUnreachableException(new SocketException())),
        new(new AggregateException(new EndOfStreamException())),
    ];

    public static IEnumerable<TheoryDataRow<Exception>> Wrong =>
    [
        new(new InvalidOperationException("no")),
        new(new PostgresException("duplicate key", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation)),
        new(new System.Text.Json.JsonException("no")),
        new(new ArgumentException("no")),
    ];

    [Theory]
    [MemberData(nameof(Away))]
    public void A_server_that_is_away_is_waited_for(Exception exception) => Assert.True(InfrastructureFault.Is(exception));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_message_that_is_wrong_is_not(Exception exception) => Assert.False(InfrastructureFault.Is(exception));
}
