using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Papers.ServiceDefaults.Postgres;

/// <summary>Applies numbered SQL files, embedded in an assembly, once each and in order. There are no down migrations.</summary>
public static class Migrator
{
    private const string CreateHistory = """
        CREATE TABLE IF NOT EXISTS migrations (
            name text PRIMARY KEY,
            sha256 text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now()
        )
        """;

    /// <summary>Applies the new files, each in its own transaction, those of the first assembly first.</summary>
    /// <param name="connection">Open, with the service's own login. The caller holds the setup lock.</param>
    /// <param name="assemblies">The assemblies with the embedded <c>*.sql</c> files.</param>
    /// <returns>How many were applied.</returns>
    /// <exception cref="MigrationException">An applied file was changed.</exception>
    public static async Task<int> MigrateAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Assembly> assemblies,
        CancellationToken cancellationToken)
    {
        await using (var create = new NpgsqlCommand(CreateHistory, connection))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        var known = await ReadHistoryAsync(connection, cancellationToken);
        var applied = 0;
        foreach (var (name, sql) in assemblies.SelectMany(Files))
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            if (!known.TryGetValue(name, out var before))
            {
                await ApplyAsync(connection, name, sql, hash, cancellationToken);
                applied++;
            }
            else if (before != hash)
            {
                throw new MigrationException(name);
            }
        }

        return applied;
    }

    private static async Task<Dictionary<string, string>> ReadHistoryAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, string>();
        await using var select = new NpgsqlCommand("SELECT name, sha256 FROM migrations", connection);
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            known.Add(reader.GetString(0), reader.GetString(1));
        }

        return known;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, string name, string sql, string hash, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var migrate = new NpgsqlCommand(sql, connection, transaction))
        {
            await migrate.ExecuteNonQueryAsync(cancellationToken);
        }

        await using (var remember = new NpgsqlCommand("INSERT INTO migrations (name, sha256) VALUES ($1, $2)", connection, transaction)
        {
            Parameters = { new() { Value = name }, new() { Value = hash } },
        })
        {
            await remember.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static IEnumerable<(string Name, string Sql)> Files(Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!; // the name came from this very assembly
            using var reader = new StreamReader(stream);
            yield return (name, reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }
}

/// <summary>A migration was changed after it had been applied.</summary>
public sealed class MigrationException(string name)
    : Exception($"The migration {name} was changed after it had been applied. Restore the file, and make the change in a new one.");
