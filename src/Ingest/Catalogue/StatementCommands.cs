using Npgsql;
using NpgsqlTypes;
using Papers.Ingest.Merge;
using Papers.Ingest.Postgres;

namespace Papers.Ingest.Catalogue;

/// <summary>The SQL statements that save the sources' statements that changed or moved to another paper.</summary>
internal static class StatementCommands
{
    private const string Delete = """
        DELETE FROM source_records
         USING unnest($1::text[], $2::text[], $3::text[]) AS gone (paper_id, source, record_key)
         WHERE source_records.paper_id = gone.paper_id
           AND source_records.source = gone.source
           AND source_records.record_key = gone.record_key
        """;

    private const string Upsert = """
        INSERT INTO source_records (paper_id, source, record_key, digest, superseded, earlier_keys, record, placement, is_deleted, deleted_at, deletion_read_at, recorded_at)
        SELECT paper_id, source, record_key, digest, string_to_array(superseded, ',')::uuid[], string_to_array(earlier_keys, chr(31)), record, placement,
               is_deleted, deleted_at, deletion_read_at, $12
          FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::jsonb[], $8::text[], $9::boolean[],
                      $10::timestamptz[], $11::timestamptz[])
               AS statement (paper_id, source, record_key, digest, superseded, earlier_keys, record, placement, is_deleted, deleted_at, deletion_read_at)
        ON CONFLICT (paper_id, source, record_key) DO UPDATE
           SET digest = excluded.digest, superseded = excluded.superseded, earlier_keys = excluded.earlier_keys, record = excluded.record, placement = excluded.placement,
               is_deleted = excluded.is_deleted, deleted_at = excluded.deleted_at, deletion_read_at = excluded.deletion_read_at,
               recorded_at = excluded.recorded_at
        """;

    public static IEnumerable<NpgsqlBatchCommand> Commands(IReadOnlyList<KnownPaper> papers, DateTimeOffset now)
    {
        var gone = papers.SelectMany(paper => paper.RemovedStatements, (paper, id) => (paper.PaperId, id.Source, id.Key)).Order().ToList();
        if (gone.Count > 0)
        {
            yield return new(Delete)
            {
                Parameters =
                {
                    SqlParameters.Texts(gone.Select(each => each.PaperId)),
                    SqlParameters.Texts(gone.Select(each => each.Source)),
                    SqlParameters.Texts(gone.Select(each => each.Key)),
                },
            };
        }

        var changed = papers.SelectMany(paper => paper.ChangedStatements, (paper, statement) => (paper.PaperId, Statement: statement))
            .OrderBy(each => (each.PaperId, each.Statement.Source, each.Statement.Key))
            .ToList();
        if (changed.Count > 0)
        {
            yield return new(Upsert)
            {
                Parameters =
                {
                    SqlParameters.Texts(changed.Select(each => each.PaperId)),
                    SqlParameters.Texts(changed.Select(each => each.Statement.Source)),
                    SqlParameters.Texts(changed.Select(each => each.Statement.Key)),
                    SqlParameters.Column(changed.Select(each => each.Statement.Digest), NpgsqlDbType.Uuid),
                    SqlParameters.Texts(changed.Select(each => string.Join(',', each.Statement.Superseded))),
                    SqlParameters.Texts(changed.Select(each => string.Join('\u001F', each.Statement.EarlierKeys))),
                    SqlParameters.Column(changed.Select(each => each.Statement.LoadedContent.Json), NpgsqlDbType.Jsonb),
                    SqlParameters.Texts(changed.Select(each => $"{each.Statement.Placement}")),
                    SqlParameters.Column(changed.Select(each => each.Statement.IsDeleted), NpgsqlDbType.Boolean),
                    SqlParameters.Column(changed.Select(each => each.Statement.DeletedAt?.ToUniversalTime()), NpgsqlDbType.TimestampTz),
                    SqlParameters.Column(changed.Select(each => each.Statement.DeletionReadAt?.ToUniversalTime()), NpgsqlDbType.TimestampTz),
                    new() { Value = now },
                },
            };
        }
    }
}
