using Npgsql;
using Papers.Testing;
using Papers.Testing.Stack;

namespace Papers.EndToEnd.Tests;

/// <summary>
/// Holds a service where a kill hurts most: it has written its facts, and the event that tells of them is not in its outbox yet. What is
/// killed there must come back without those facts, or with their event.
/// </summary>
internal sealed class HeldOutbox : IAsyncDisposable
{
    private const string FindWriter = """
        SELECT a.pid, a.client_port
          FROM pg_locks l
          JOIN pg_stat_activity a USING (pid)
         WHERE l.relation = $1::regclass
           AND NOT l.granted
           AND a.query LIKE 'INSERT INTO outbox%'
         LIMIT 1
        """;

    private readonly NpgsqlDataSource _database;
    private readonly NpgsqlConnection _holding;
    private readonly NpgsqlConnection _watching; // not in the other's transaction, in which what others do stays as it was
    private readonly string _outbox;

    private HeldOutbox(NpgsqlDataSource database, NpgsqlConnection holding, NpgsqlConnection watching, string outbox) =>
        (_database, _holding, _watching, _outbox) = (database, holding, watching, outbox);

    public static async Task<HeldOutbox> OfAsync(PapersStack stack, string schema)
    {
        var database = await stack.OpenDatabaseAsync();
        var holding = await database.OpenConnectionAsync();
        await using var hold = new NpgsqlCommand($"BEGIN; LOCK TABLE {schema}.outbox IN SHARE MODE", holding);
        await hold.ExecuteNonQueryAsync();
        return new(database, holding, await database.OpenConnectionAsync(), $"{schema}.outbox");
    }

    /// <summary>Waits until somebody is about to write an event.</summary>
    /// <returns>The server's process that waits for it, and the port from which its client is connected.</returns>
    public async Task<(int Backend, int ClientPort)> WriterAsync(TimeSpan patience)
    {
        (int Backend, int ClientPort)? writer = null;
        await Eventually.TrueAsync(async () => (writer = await FindWriterAsync()) is not null, patience, $"somebody writes to {_outbox}");
        return writer!.Value; // it was waited for
    }

    /// <summary>Ends the server's side of a client that was killed, which would else go on with the last that it was told.</summary>
    public async Task EndAsync(int backend)
    {
        await using var end = new NpgsqlCommand("SELECT pg_terminate_backend($1)", _watching) { Parameters = { new() { Value = backend } } };
        await end.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _holding.DisposeAsync();
        await _watching.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task<(int Backend, int ClientPort)?> FindWriterAsync()
    {
        await using var find = new NpgsqlCommand(FindWriter, _watching) { Parameters = { new() { Value = _outbox } } };
        await using var reader = await find.ExecuteReaderAsync();
        return await reader.ReadAsync() ? (reader.GetInt32(0), reader.GetInt32(1)) : null;
    }
}
