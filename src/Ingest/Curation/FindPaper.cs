using Npgsql;
using NpgsqlTypes;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;

namespace Papers.Ingest.Curation;

/// <summary>Finds a paper by its id, by any spelling of its arXiv id or DOI, or by the id of a paper that was merged into it.</summary>
internal static class FindPaper
{
    private const string Find = """
        WITH RECURSIVE found AS (
            SELECT paper_id, 0 AS place
              FROM papers
             WHERE paper_id = ANY($1)
             UNION ALL
            SELECT paper_id, 1
              FROM source_records
             WHERE record_key = ANY($1)
               AND record_key <> paper_id
               AND placement <> 'Apart'
             UNION ALL
            SELECT paper_id, 2
              FROM paper_dois
             WHERE doi = $2
        ),
        way AS (
            SELECT paper_id, merged_into, 1 AS step
              FROM papers
             WHERE paper_id = (SELECT paper_id FROM found ORDER BY place, paper_id LIMIT 1)
             UNION ALL
            SELECT next.paper_id, next.merged_into, step + 1
              FROM way
              JOIN papers AS next ON next.paper_id = way.merged_into
             WHERE step < 100
        )
        SELECT paper_id
          FROM way
         WHERE merged_into IS NULL
        """;

    public static async Task<string?> FindAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        if (name.Contains('\0'))
        {
            return null;
        }

        name = name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var keys = new List<string> { name };
        string? doi = null;
        if (ArxivId.TryParse(name, out var arxivId))
        {
            keys.Add(arxivId.Value);
        }
        else if (Doi.TryParse(name, out var parsed))
        {
            doi = parsed.Value;
            keys.Add(RecordKey.OfDoi(doi));
        }

        await using var command = new NpgsqlCommand(Find, connection)
        {
            Parameters =
            {
                new() { Value = keys, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = (object?)doi ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            },
        };
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }
}
