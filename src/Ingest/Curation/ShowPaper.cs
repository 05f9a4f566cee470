using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Duplicates;
using Papers.Ingest.Merge;

namespace Papers.Ingest.Curation;

/// <summary>Everything that Papers stores about one paper, for an admin.</summary>
internal sealed class ShowPaper(NpgsqlDataSource db)
{
    private const string ReadStatements = """
        SELECT source, record_key, digest, record::text, placement, is_deleted, deleted_at, recorded_at
          FROM source_records
         WHERE paper_id = $1
         ORDER BY recorded_at DESC, source, record_key
         LIMIT $2
        """;

    private const string ReadHistory = """
        SELECT revision, changed, replaced_at
          FROM paper_history
         WHERE paper_id = $1
         ORDER BY revision DESC
         LIMIT $2
        """;

    private const string ReadObservations = """
        SELECT paper_id, source, observed_at, upvotes, github_stars, comments
          FROM observed_counts
         WHERE paper_id = $1
         ORDER BY source
         LIMIT $2
        """;

    public async Task<CataloguedPaper?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        if (await FindPaper.FindAsync(connection, name, cancellationToken) is not { } paperId)
        {
            return null;
        }

        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(StoredPaper.ReadMany) { Parameters = { new() { Value = new[] { paperId } } } },
                Command(ReadStatements, paperId),
                Command(ReadHistory, paperId),
                Command(ReadObservations, paperId),
                Command(SuspectedDuplicates.ReadOfPaper, paperId),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var (paper, withdrawal) = StoredPaper.Read(reader);
        var statements = await ReadAllAsync(reader, ReadStatement, cancellationToken);
        var history = await ReadAllAsync(reader, row => new ReplacedRevision(row.GetInt32(0), row.GetFieldValue<string[]>(1), row.GetFieldValue<DateTimeOffset>(2)), cancellationToken);
        var observations = await ReadAllAsync(reader, Observations.Read, cancellationToken);
        var duplicates = await ReadAllAsync(reader, SuspectedDuplicates.Read, cancellationToken);
        var counting = statements.Where(each => !each.Statement.IsDeleted).Select(each => ReconcilePapers.Contribution(each.Statement)).ToList();
        return new CataloguedPaper
        {
            PaperId = new(paperId),
            Revision = paper.Revision,
            Paper = AdminPaperTexts.Of(PaperEvents.Ingested(paper)),
            Withdrawn = withdrawal is null ? null : new WithdrawnPaper { PaperId = new(paperId), Revision = paper.Revision, Reason = withdrawal.Reason, WithdrawnAt = withdrawal.At },
            Fields = counting.Count > 0 ? PaperMerge.Explain(paperId, paper.FirstSeenAt, counting) : [],
            Sources = [.. statements.Select(each => AdminPaperTexts.Of(each.Statement, each.RecordedAt))],
            History = history,
            Observations = observations,
            Twins = duplicates,
        };
    }

    private static (KnownStatement Statement, DateTimeOffset RecordedAt) ReadStatement(NpgsqlDataReader reader)
    {
        var statement = new KnownStatement
        {
            Source = reader.GetString(0),
            Key = reader.GetString(1),
            Digest = reader.GetGuid(2),
            Superseded = [],
            Content = null,
            Placement = Enum.Parse<StatementPlacement>(reader.GetString(4)),
            IsDeleted = reader.GetBoolean(5),
            DeletedAt = reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6),
        };
        return (statement.WithContent(reader.GetString(3)), reader.GetFieldValue<DateTimeOffset>(7));
    }

    private static NpgsqlBatchCommand Command(string sql, string paperId) =>
        new(sql) { Parameters = { new() { Value = paperId }, new() { Value = CataloguedPaper.MostListed } } };

    private static async Task<List<T>> ReadAllAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        var all = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            all.Add(read(reader));
        }

        return all;
    }
}
