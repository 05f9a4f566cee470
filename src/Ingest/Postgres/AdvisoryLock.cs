using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Papers.Ingest.Postgres;

/// <summary>What a lock is for. The numbers are the first key of Postgres's advisory locks, so they never change.</summary>
internal enum LockArea
{
    Import = 7_236_836,
    Harvest = 7_236_837,
    HostRequest = 7_236_838,
}

/// <summary>
/// A session-level advisory lock of Postgres, shared by all replicas and released with its connection, so it ends with the process that held it.
/// Work that the lock protects must run on that connection: if the connection is lost, so is the right to continue.
/// </summary>
internal sealed class AdvisoryLock : IAsyncDisposable
{
    private const string TryTake = """
        SELECT pg_try_advisory_lock($1, $2)
        """;

    private const string Take = """
        SELECT pg_advisory_lock($1, $2)
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

    private readonly LockArea _area;
    private readonly int _key;
    private readonly bool _ownsConnection;
    private bool _isReleased;

    private AdvisoryLock(NpgsqlConnection connection, LockArea area, int key, bool ownsConnection) =>
        (Connection, _area, _key, _ownsConnection) = (connection, area, key, ownsConnection);

    public NpgsqlConnection Connection { get; }

    /// <summary>Opens a connection for the lock.</summary>
    /// <returns>Null if another session holds the lock.</returns>
    public static async Task<AdvisoryLock?> TryTakeAsync(NpgsqlDataSource db, LockArea area, string name, CancellationToken cancellationToken)
    {
        var key = KeyOf(name);
        var connection = await db.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var take = Command(TryTake, connection, area, key);
            if (await take.ExecuteScalarAsync(cancellationToken) is true)
            {
                return new AdvisoryLock(connection, area, key, ownsConnection: true);
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

    /// <summary>Waits for the lock, however long others hold it, on a connection that stays open afterwards.</summary>
    public static async Task<AdvisoryLock> TakeAsync(NpgsqlConnection connection, LockArea area, string name, CancellationToken cancellationToken)
    {
        var key = KeyOf(name);
        await using var take = Command(Take, connection, area, key);
        take.CommandTimeout = 0;
        await take.ExecuteNonQueryAsync(cancellationToken);
        return new AdvisoryLock(connection, area, key, ownsConnection: false);
    }

    /// <summary>The names whose lock any session holds now.</summary>
    public static async Task<IReadOnlySet<string>> HeldAsync(NpgsqlDataSource db, LockArea area, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(ReadHeld);
        command.Parameters.Add(new() { Value = (long)area });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var held = new HashSet<uint>();
        while (await reader.ReadAsync(cancellationToken))
        {
            held.Add((uint)reader.GetInt64(0));
        }

        return names.Where(name => held.Contains((uint)KeyOf(name))).ToHashSet(StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isReleased)
        {
            return;
        }

        _isReleased = true;
        if (Connection.State == System.Data.ConnectionState.Open)
        {
            try
            {
                await using var release = Command(Release, Connection, _area, _key);
                await release.ExecuteNonQueryAsync(CancellationToken.None);
            }
            catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or IOException)
            {
                // The connection is broken, and the server has released the lock with it.
            }
        }

        if (_ownsConnection)
        {
            await Connection.DisposeAsync();
        }
    }

    private static NpgsqlCommand Command(string sql, NpgsqlConnection connection, LockArea area, int key) =>
        new(sql, connection) { Parameters = { new() { Value = (int)area }, new() { Value = key } } };

    private static int KeyOf(string name) => BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
