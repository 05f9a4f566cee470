using Npgsql;
using NpgsqlTypes;

namespace Papers.Ingest.Catalogue;

/// <summary>Parameters that carry a column of rows each.</summary>
internal static class Columns
{
    public static NpgsqlParameter Texts(IEnumerable<string?> values) => Of(values, NpgsqlDbType.Text);

    public static NpgsqlParameter Of<T>(IEnumerable<T> values, NpgsqlDbType type) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };
}
