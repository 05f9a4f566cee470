using Npgsql;
using NpgsqlTypes;

namespace Papers.Ingest.Postgres;

/// <summary>Parameters of hand-written SQL, among them arrays that carry one column of many rows.</summary>
internal static class SqlParameters
{
    public static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    public static NpgsqlParameter Texts(IEnumerable<string?> values) => Column(values, NpgsqlDbType.Text);

    public static NpgsqlParameter Column<T>(IEnumerable<T> values, NpgsqlDbType type) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };

    /// <summary>Runs a statement whose parameters are the values in order; null is sent as a null text.</summary>
    /// <returns>The number of rows that it changed.</returns>
    public static async Task<int> ExecuteAsync(this NpgsqlConnection connection, string sql, object?[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(value is null ? Text(null) : new() { Value = value });
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
