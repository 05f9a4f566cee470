using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Papers.Ingest.Import;

/// <summary>
/// The right to import one file, over all replicas: held by a connection of its own, so that it ends with the process that held it, however that
/// ends. What is done in the file's name is done on that connection.
/// </summary>
public sealed class ImportLock : IAsyncDisposable
{
    private const int Namespace = 7_236_836;

    private readonly NpgsqlConnection _connection;
    private readonly int _key;

    private ImportLock(NpgsqlConnection connection, int key) => (_connection, _key) = (connection, key);

    public NpgsqlConnection Connection => _connection;

    /// <returns>Null where another holds it.</returns>
    public static async Task<ImportLock?> TryTakeAsync(NpgsqlDataSource db, string name, CancellationToken cancellationToken)
    {
        var key = BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        var connection = await db.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var take = new NpgsqlCommand("SELECT pg_try_advisory_lock($1, $2)", connection)
            {
                Parameters = { new() { Value = Namespace }, new() { Value = key } },
            };
            if (await take.ExecuteScalarAsync(cancellationToken) is true)
            {
                return new ImportLock(connection, key);
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

    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var release = new NpgsqlCommand("SELECT pg_advisory_unlock($1, $2)", _connection)
            {
                Parameters = { new() { Value = Namespace }, new() { Value = _key } },
            };
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or IOException)
        {
            // The connection is broken, and the lock gone with it.
        }

        await _connection.DisposeAsync();
    }
}
