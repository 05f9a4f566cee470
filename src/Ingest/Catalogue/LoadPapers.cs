using Npgsql;
using Papers.Ingest.Merge;

namespace Papers.Ingest.Catalogue;

/// <summary>
/// Finds the papers that a batch of records may be of: all of them by what tells a known record from a new one, and whole only those of which a
/// record says something new.
/// </summary>
internal static class LoadPapers
{
    private const long WriterLock = 7_236_836_592;

    // One writer at a time over all replicas: two that meet a paper for the first time would both call it new. A plan kept from when the tables
    // were empty would read them whole ever after.
    private const string BeginWriting = """
        SELECT pg_advisory_xact_lock($1), set_config('plan_cache_mode', 'force_custom_plan', true)
        """;

    private const string FindCandidates = """
        WITH named AS (
            SELECT paper_id, NULL AS title_key
              FROM papers
             WHERE paper_id = ANY($1)
             UNION ALL
            SELECT paper_id, NULL
              FROM papers
             WHERE arxiv_id = ANY($1)
               AND arxiv_id <> paper_id
             UNION ALL
            SELECT paper_id, title_key
              FROM paper_titles
             WHERE title_key = ANY($2)
        ),
        candidates AS (
            SELECT paper_id, array_remove(array_agg(title_key), NULL) AS title_keys
              FROM named
             GROUP BY paper_id
        )
        SELECT paper_id, title_keys, arxiv_id, authors, source, digest, superseded
          FROM candidates
          JOIN papers USING (paper_id)
          JOIN source_records USING (paper_id)
        """;

    private const string ReadSaid = """
        SELECT paper_id, source, said::text
          FROM source_records
         WHERE paper_id = ANY($1)
        """;

    private const string ReadCanonical = """
        SELECT paper_id, revision, arxiv_id, doi, title, abstract, authors, categories, comment, published_at, day, day_is_known, list_position,
               first_seen_at
          FROM papers
         WHERE paper_id = ANY($1)
        """;

    public static async Task<KnownPapers> LoadAsync(
        NpgsqlConnection connection,
        IReadOnlyList<DigestedRecord> records,
        CancellationToken cancellationToken)
    {
        var candidates = await FindCandidatesAsync(connection, records, cancellationToken);
        var papers = new KnownPapers(candidates.Values);
        var arxivIds = records.Where(record => IsNews(papers, record)).Select(record => record.Record.ArxivId).OfType<string>().ToHashSet();
        var titleKeys = records.Where(record => IsNews(papers, record)).Select(record => record.TitleKey).ToHashSet();
        var touched = candidates.Values
            .Where(paper => paper.ArxivId is { } arxivId && arxivIds.Contains(arxivId) || paper.TitleKeys.Overlaps(titleKeys))
            .Select(paper => paper.PaperId)
            .ToArray();
        if (touched.Length > 0)
        {
            await LoadWholeAsync(connection, candidates, touched, cancellationToken);
        }

        return papers;
    }

    private static bool IsNews(KnownPapers papers, DigestedRecord record) =>
        papers.Find(record)?.Statements.GetValueOrDefault(record.Record.Source)?.Knows(record) != true;

    private static async Task<Dictionary<string, KnownPaper>> FindCandidatesAsync(
        NpgsqlConnection connection,
        IReadOnlyList<DigestedRecord> records,
        CancellationToken cancellationToken)
    {
        var arxivIds = records.Select(record => record.Record.ArxivId).OfType<string>().Distinct().ToArray();
        var titleKeys = records.Select(record => record.TitleKey).Distinct().ToArray();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(BeginWriting) { Parameters = { new() { Value = WriterLock } } },
                new(FindCandidates) { Parameters = { new() { Value = arxivIds }, new() { Value = titleKeys } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var candidates = new Dictionary<string, KnownPaper>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            var paperId = reader.GetString(0);
            if (!candidates.TryGetValue(paperId, out var paper))
            {
                candidates.Add(paperId, paper = new KnownPaper(paperId)
                {
                    TitleKeys = [.. reader.GetFieldValue<string[]>(1)],
                    ArxivId = reader.IsDBNull(2) ? null : reader.GetString(2),
                    Authors = reader.GetFieldValue<string[]>(3),
                });
            }

            var source = reader.GetString(4);
            paper.Statements.Add(source, new SourceStatement
            {
                Source = source,
                Digest = reader.GetGuid(5),
                Superseded = reader.GetFieldValue<Guid[]>(6),
                Said = null,
            });
        }

        return candidates;
    }

    private static async Task LoadWholeAsync(
        NpgsqlConnection connection,
        Dictionary<string, KnownPaper> candidates,
        string[] paperIds,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(ReadSaid) { Parameters = { new() { Value = paperIds } } },
                new(ReadCanonical) { Parameters = { new() { Value = paperIds } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var statements = candidates[reader.GetString(0)].Statements;
            var source = reader.GetString(1);
            statements[source] = statements[source].Loaded(reader.GetString(2));
        }

        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            candidates[reader.GetString(0)].Load(ReadPaper(reader));
        }
    }

    private static CanonicalPaper ReadPaper(NpgsqlDataReader reader) => new()
    {
        PaperId = reader.GetString(0),
        Revision = reader.GetInt32(1),
        ArxivId = reader.IsDBNull(2) ? null : reader.GetString(2),
        Doi = reader.IsDBNull(3) ? null : reader.GetString(3),
        Title = reader.GetString(4),
        Abstract = reader.GetString(5),
        Authors = reader.GetFieldValue<string[]>(6),
        Categories = reader.GetFieldValue<string[]>(7),
        Comment = reader.IsDBNull(8) ? null : reader.GetString(8),
        PublishedAt = reader.IsDBNull(9) ? null : reader.GetFieldValue<DateTimeOffset>(9),
        Day = reader.GetFieldValue<DateOnly>(10),
        DayIsKnown = reader.GetBoolean(11),
        ListPosition = reader.IsDBNull(12) ? null : reader.GetInt32(12),
        FirstSeenAt = reader.GetFieldValue<DateTimeOffset>(13),
    };
}
