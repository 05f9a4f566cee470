using System.Text.Json;
using Npgsql;
using Papers.Contracts;
using Papers.ServiceDefaults.Messaging;

namespace Papers.LinkCheck.Tests;

/// <summary>Reads the events in an outbox, in the order they were written.</summary>
internal static class OutboxContents
{
    public static async Task<IReadOnlyList<T>> OfAsync<T>(NpgsqlDataSource db, CancellationToken cancellationToken)
        where T : class
    {
        await using var command = db.CreateCommand("SELECT body FROM outbox WHERE exchange = $1 ORDER BY id");
        command.Parameters.Add(new() { Value = Envelope.ExchangeOf(typeof(T)) });
        var events = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            events.Add(Read<T>(reader.GetFieldValue<byte[]>(0)));
        }

        return events;
    }

    public static T Read<T>(ReadOnlyMemory<byte> envelope)
        where T : class
    {
        using var json = JsonDocument.Parse(envelope);
        return (T)json.RootElement.GetProperty("message").Deserialize(typeof(T), EventJson.Default)!; // an event is never null
    }
}
