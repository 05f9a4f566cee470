using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Papers.Ingest.Harvest;

/// <summary>
/// The right to harvest one source, over all replicas: held by the connection that does the work, so that it ends with the process that held it, however
/// that ends.
/// </summary>
public sealed class HarvestLock : IAsyncDisposable
{
    private const int Namespace = 7_236_837;

    private const string TryTake = """
        SELECT pg_try_advisory_lock($1, $2)
        """;

    private const string Release = """
        SELECT pg_advisory_unlock($1, $2)
        """;

    private const string ReadHeld = """
        SELECT objid::bigint
          FROM pg_locks
         WHERE locktype = 'advisory'
           AND classid = $1::bigint::oid
           AND objsubid = 2
           AND granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private readonly int _key;

    private HarvestLock(NpgsqlConnection connection, int key) => (Connection, _key) = (connection, key);

    public NpgsqlConnection Connection { get; }

    /// <returns>Null where another holds it.</returns>
    public static async Task<HarvestLock?> TryTakeAsync(NpgsqlDataSource db, string source, CancellationToken cancellationToken)
    {
        var key = KeyOf(source);
        var connection = await db.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var take = new NpgsqlCommand(TryTake, connection) { Parameters = { new() { Value = Namespace }, new() { Value = key } } };
            if (await take.ExecuteScalarAsync(cancellationToken) is true)
            {
                return new HarvestLock(connection, key);
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Which of these are held now, by whichever replica.</summary>
    public static async Task<IReadOnlySet<string>> HeldAsync(NpgsqlDataSource db, IEnumerable<string> sources, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(ReadHeld);
        command.Parameters.Add(new() { Value = (long)Namespace });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var held = new HashSet<uint>();
        while (await reader.ReadAsync(cancellationToken))
        {
            held.Add((uint)reader.GetInt64(0));
        }

        return sources.Where(source => held.Contains((uint)KeyOf(source))).ToHashSet(StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var release = new NpgsqlCommand(Release, Connection) { Parameters = { new() { Value = Namespace }, new() { Value = _key } } };
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or IOException)
        {
            // The connection is broken, and the lock gone with it.
        }

        await Connection.DisposeAsync();
    }

    private static int KeyOf(string source) => BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(source)));
}
