using Npgsql;
using NpgsqlTypes;
using Papers.Contracts.Ingest;
using Papers.Ingest.Merge;
using Papers.Ingest.Postgres;
using Papers.Ingest.Records;

namespace Papers.Ingest.Catalogue;

/// <summary>
/// Finds the papers that a batch of records may be of: all of them by what tells a known record from a new one, and whole only those of which a
/// record says something new, with those that are near to them.
/// </summary>
internal static class LoadPapers
{
    private const long WriterLock = 7_236_836_592;

    // Each round asks for what loose statements of the last one lead to. Chains that are longer do not occur.
    private const int MostRounds = 4;

    // One writer at a time over all replicas: two that meet a paper for the first time would both call it new. A plan kept from when the tables
    // were empty would read them whole ever after.
    private const string BeginWriting = """
        SELECT pg_advisory_xact_lock($1), set_config('plan_cache_mode', 'force_custom_plan', true)
        """;

    private const string FindCandidates = """
        WITH named AS (
            SELECT paper_id, NULL AS title_key, NULL AS doi
              FROM papers
             WHERE paper_id = ANY($1)
             UNION ALL
            SELECT paper_id, NULL, NULL
              FROM source_records
             WHERE record_key = ANY($1)
               AND record_key <> paper_id
             UNION ALL
            SELECT paper_id, title_key, NULL
              FROM paper_titles
             WHERE title_key = ANY($2)
             UNION ALL
            SELECT paper_id, NULL, doi
              FROM paper_dois
             WHERE doi = ANY($3)
        ),
        candidates AS (
            SELECT paper_id, array_remove(array_agg(title_key), NULL) AS title_keys, array_remove(array_agg(doi), NULL) AS dois
              FROM named
             GROUP BY paper_id
        )
        SELECT paper_id, title_keys, dois, source, record_key, digest, superseded, former, placement, is_deleted, deleted_at, deletion_read_at
          FROM candidates
          LEFT JOIN source_records USING (paper_id)
        """;

    private const string ReadSaid = """
        SELECT paper_id, source, record_key, said::text
          FROM source_records
         WHERE paper_id = ANY($1)
        """;

    public static async Task BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(BeginWriting, connection) { Parameters = { new() { Value = WriterLock } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <param name="records">What will be asked for.</param>
    /// <param name="keys">Keys, or papers' identifiers, of which something will be said besides.</param>
    /// <param name="readAt">When the text was got that says it.</param>
    public static async Task<KnownPapers> LoadAsync(
        NpgsqlConnection connection,
        IReadOnlyList<DigestedRecord> records,
        IReadOnlyCollection<string> keys,
        DateTimeOffset readAt,
        CancellationToken cancellationToken)
    {
        var loaded = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        await FindAsync(connection, loaded, Leads.To(records, keys), beginsWriting: true, cancellationToken);
        var statements = loaded.Values.SelectMany(candidate => candidate.Paper.Statements.Values)
            .DistinctBy(statement => statement.Id)
            .ToDictionary(statement => statement.Id);
        var news = records.Where(record => !(statements.TryGetValue(new(record.Record.Source, record.Key), out var known) && known.IsOldNews(record, readAt))).ToList();
        var leads = Leads.To(news, keys);
        var asked = Leads.To(records, keys);
        for (var round = 0; round < MostRounds; round++)
        {
            var touched = loaded.Values.Where(candidate => !candidate.IsWhole && leads.LeadTo(candidate.Paper)).ToList();
            if (touched.Count == 0)
            {
                break;
            }

            var isFirst = round == 0;
            await LoadWholeAsync(connection, touched, cancellationToken);
            leads.Add(touched.SelectMany(candidate => candidate.Paper.Statements.Values).Where(statement => statement.IsLoose || isFirst));
            var further = leads.Except(asked);
            if (further.IsEmpty)
            {
                continue;
            }

            asked.Add(further);
            await FindAsync(connection, loaded, further, beginsWriting: false, cancellationToken);
        }

        return new KnownPapers([.. loaded.Values.Select(candidate => candidate.Paper)]);
    }

    private static async Task FindAsync(
        NpgsqlConnection connection,
        Dictionary<string, Candidate> loaded,
        Leads leads,
        bool beginsWriting,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (beginsWriting)
        {
            batch.BatchCommands.Add(new(BeginWriting) { Parameters = { new() { Value = WriterLock } } });
        }

        batch.BatchCommands.Add(new(FindCandidates) { Parameters = { SqlParameters.Texts(leads.Keys), SqlParameters.Texts(leads.TitleKeys), SqlParameters.Texts(leads.Dois) } });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (beginsWriting)
        {
            await reader.NextResultAsync(cancellationToken);
        }

        while (await reader.ReadAsync(cancellationToken))
        {
            var paperId = reader.GetString(0);
            if (!loaded.TryGetValue(paperId, out var candidate))
            {
                loaded.Add(paperId, candidate = new(new KnownPaper(paperId)));
            }

            candidate.Paper.TitleKeys.UnionWith(reader.GetFieldValue<string[]>(1));
            candidate.Paper.Dois.UnionWith(reader.GetFieldValue<string[]>(2));
            if (!candidate.IsWhole && !reader.IsDBNull(3))
            {
                candidate.Paper.Restore(ReadStatement(reader));
            }
        }
    }

    private static KnownStatement ReadStatement(NpgsqlDataReader reader) => new()
    {
        Source = reader.GetString(3),
        Key = reader.GetString(4),
        Digest = reader.GetGuid(5),
        Superseded = reader.GetFieldValue<Guid[]>(6),
        Said = null,
        Former = reader.GetFieldValue<string[]>(7),
        Placement = Enum.Parse<StatementPlacement>(reader.GetString(8)),
        IsDeleted = reader.GetBoolean(9),
        DeletedAt = reader.IsDBNull(10) ? null : reader.GetFieldValue<DateTimeOffset>(10),
        DeletionReadAt = reader.IsDBNull(11) ? null : reader.GetFieldValue<DateTimeOffset>(11),
    };

    private static async Task LoadWholeAsync(NpgsqlConnection connection, List<Candidate> touched, CancellationToken cancellationToken)
    {
        var papers = touched.ToDictionary(candidate => candidate.Paper.PaperId, StringComparer.Ordinal);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(ReadSaid) { Parameters = { SqlParameters.Texts(papers.Keys) } },
                new(StoredPaper.ReadMany) { Parameters = { SqlParameters.Texts(papers.Keys) } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var paper = papers[reader.GetString(0)].Paper;
            paper.Restore(paper.Statements[new(reader.GetString(1), reader.GetString(2))].WithSaid(reader.GetString(3)));
        }

        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (paper, withdrawal) = StoredPaper.Read(reader);
            papers[paper.PaperId].Paper.Restore(paper, withdrawal);
        }

        foreach (var candidate in touched)
        {
            candidate.IsWhole = true;
        }
    }

    private sealed class Candidate(KnownPaper paper)
    {
        public KnownPaper Paper => paper;

        public bool IsWhole { get; set; }
    }
}
