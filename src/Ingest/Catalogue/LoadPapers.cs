using Npgsql;
using NpgsqlTypes;
using Papers.Contracts.Ingest;
using Papers.Ingest.Merge;
using Papers.Ingest.Postgres;
using Papers.Ingest.Records;

namespace Papers.Ingest.Catalogue;

/// <summary>
/// Loads the candidate papers of a batch. All get their keys and digests; full records are loaded only for papers that a new or changed record can
/// affect, and for their neighbours.
/// </summary>
internal static class LoadPapers
{
    private const long WriterLock = 7_236_836_592;

    // Each round looks up the keys of the statements that the last one loaded.
    private const int MostRounds = 20;

    // One writer at a time over all replicas: two that meet a new paper at once would both insert it. Custom plans, because a generic plan cached
    // while the tables were empty would scan them in full forever.
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
              FROM unnest($2::text[]) AS wanted (title_key)
             CROSS JOIN LATERAL (
                       SELECT paper_id, count(*) OVER () AS papers
                         FROM (SELECT paper_id FROM paper_titles WHERE paper_titles.title_key = wanted.title_key LIMIT $4) AS first_ones
                   ) AS sharing
             WHERE papers < $4
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
        SELECT paper_id, title_keys, dois, source, record_key, digest, superseded, earlier_keys, placement, is_deleted, deleted_at, deletion_read_at
          FROM candidates
          LEFT JOIN source_records USING (paper_id)
        """;

    private const string FindCrowdedTitles = """
        SELECT title_key
          FROM unnest($1::text[]) AS wanted (title_key)
         WHERE (SELECT count(*) FROM (SELECT FROM paper_titles WHERE paper_titles.title_key = wanted.title_key LIMIT $2) AS first_ones) = $2
        """;

    private const string ReadRecords = """
        SELECT paper_id, source, record_key, record::text
          FROM source_records
         WHERE paper_id = ANY($1)
        """;

    public static async Task BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(BeginWriting, connection) { Parameters = { new() { Value = WriterLock } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <param name="records">The records of the batch.</param>
    /// <param name="keys">Further record keys or paper ids that the batch changes.</param>
    /// <param name="readAt">When the text with the records was fetched.</param>
    public static async Task<KnownPapers> LoadAsync(
        NpgsqlConnection connection,
        IReadOnlyList<DigestedRecord> records,
        IReadOnlyCollection<string> keys,
        DateTimeOffset readAt,
        CancellationToken cancellationToken)
    {
        var loaded = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        var crowded = new HashSet<string>(StringComparer.Ordinal);
        var lookedUp = LookupKeys.To(records, keys);
        await FindAsync(connection, loaded, crowded, lookedUp, takesLock: true, cancellationToken);
        if (crowded.Count > 0)
        {
            var ids = LookupKeys.To([], records.Where(record => crowded.Contains(record.TitleKey)).Select(record => TitleKey.OfCrowded(record.Record.Title, record.Key)));
            await FindAsync(connection, loaded, crowded, ids, takesLock: false, cancellationToken);
            lookedUp.Add(ids);
        }

        var statements = loaded.Values.SelectMany(candidate => candidate.Paper.Statements.Values)
            .DistinctBy(statement => statement.Id)
            .ToDictionary(statement => statement.Id);
        var changed = records.Where(record => !(statements.TryGetValue(new(record.Record.Source, record.Key), out var known) && known.ChangesNothing(record, readAt))).ToList();
        var lookupKeys = LookupKeys.To(changed, keys);
        for (var round = 0; ; round++)
        {
            var needed = loaded.Values.Where(candidate => !candidate.IsLoaded && lookupKeys.Matches(candidate.Paper)).ToList();
            if (needed.Count == 0)
            {
                break;
            }

            if (round == MostRounds)
            {
                throw new InvalidOperationException($"The papers of a batch are connected over more than {MostRounds} steps, {needed[0].Paper.PaperId} among them.");
            }

            var isFirst = round == 0;
            await LoadRecordsAsync(connection, needed, cancellationToken);
            lookupKeys.Add(needed.SelectMany(candidate => candidate.Paper.Statements.Values).Where(statement => statement.IsMovable || isFirst));
            var further = lookupKeys.Except(lookedUp);
            if (further.IsEmpty)
            {
                continue;
            }

            lookedUp.Add(further);
            await FindAsync(connection, loaded, crowded, further, takesLock: false, cancellationToken);
        }

        return new KnownPapers([.. loaded.Values.Select(candidate => candidate.Paper)], crowded);
    }

    private static async Task FindAsync(
        NpgsqlConnection connection,
        Dictionary<string, Candidate> loaded,
        HashSet<string> crowded,
        LookupKeys lookupKeys,
        bool takesLock,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (takesLock)
        {
            batch.BatchCommands.Add(new(BeginWriting) { Parameters = { new() { Value = WriterLock } } });
        }

        batch.BatchCommands.Add(new(FindCandidates)
        {
            Parameters =
            {
                SqlParameters.Texts(lookupKeys.Keys),
                SqlParameters.Texts(lookupKeys.TitleKeys),
                SqlParameters.Texts(lookupKeys.Dois),
                new() { Value = KnownPapers.MostOfOneTitle + 1L },
            },
        });
        batch.BatchCommands.Add(new(FindCrowdedTitles) { Parameters = { SqlParameters.Texts(lookupKeys.TitleKeys), new() { Value = KnownPapers.MostOfOneTitle + 1L } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (takesLock)
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
            if (!candidate.IsLoaded && !reader.IsDBNull(3))
            {
                candidate.Paper.Restore(ReadStatement(reader));
            }
        }

        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            crowded.Add(reader.GetString(0));
        }
    }

    private static KnownStatement ReadStatement(NpgsqlDataReader reader) => new()
    {
        Source = reader.GetString(3),
        Key = reader.GetString(4),
        Digest = reader.GetGuid(5),
        Superseded = reader.GetFieldValue<Guid[]>(6),
        Content = null,
        EarlierKeys = reader.GetFieldValue<string[]>(7),
        Placement = Enum.Parse<StatementPlacement>(reader.GetString(8)),
        IsDeleted = reader.GetBoolean(9),
        DeletedAt = reader.IsDBNull(10) ? null : reader.GetFieldValue<DateTimeOffset>(10),
        DeletionReadAt = reader.IsDBNull(11) ? null : reader.GetFieldValue<DateTimeOffset>(11),
    };

    private static async Task LoadRecordsAsync(NpgsqlConnection connection, List<Candidate> needed, CancellationToken cancellationToken)
    {
        var papers = needed.ToDictionary(candidate => candidate.Paper.PaperId, StringComparer.Ordinal);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(ReadRecords) { Parameters = { SqlParameters.Texts(papers.Keys) } },
                new(StoredPaper.ReadMany) { Parameters = { SqlParameters.Texts(papers.Keys) } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var paper = papers[reader.GetString(0)].Paper;
            var statement = paper.Statements[new(reader.GetString(1), reader.GetString(2))].WithContent(reader.GetString(3));
            paper.Restore(statement);

            // Keys that earlier versions computed otherwise are only found here.
            paper.TitleKeys.UnionWith(statement.TitleKeys);
        }

        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (paper, withdrawal) = StoredPaper.Read(reader);
            papers[paper.PaperId].Paper.Restore(paper, withdrawal);
        }

        foreach (var candidate in needed)
        {
            candidate.IsLoaded = true;
        }
    }

    private sealed class Candidate(KnownPaper paper)
    {
        public KnownPaper Paper => paper;

        public bool IsLoaded { get; set; }
    }
}
