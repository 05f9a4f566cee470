using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Contracts.Operations;
using Papers.ServiceDefaults.Postgres;

namespace Papers.Tagging.RemoveTags;

/// <summary>A withdrawn paper keeps its row without text or tags: a late event of an older revision is compared with it and ignored.</summary>
internal sealed class WithdrawnPaperStore(NpgsqlDataSource db, TimeProvider time)
{
    // Higher than every vocabulary's version, so retagging never picks the row.
    private const int NoVocabulary = int.MaxValue;

    private const string Withdraw = """
        INSERT INTO tagged_papers (paper_id, revision, vocabulary, title, abstract, categories, tags, tagged_at, withdrawn)
        SELECT paper_id, revision, $3, '', '', '', '[]', $4, true
          FROM unnest($1::text[], $2::int[]) AS withdrawn (paper_id, revision)
         ORDER BY paper_id
        ON CONFLICT (paper_id) DO UPDATE
           SET former_revision = CASE WHEN tagged_papers.withdrawn THEN 0 ELSE tagged_papers.revision END,
               revision = excluded.revision,
               vocabulary = excluded.vocabulary,
               title = '',
               abstract = '',
               categories = '',
               tags = '[]',
               tagged_at = excluded.tagged_at,
               withdrawn = true
         WHERE tagged_papers.revision < excluded.revision
        RETURNING former_revision
        """;

    /// <summary>Removes text and tags of each paper, up to the revision of its withdrawal.</summary>
    /// <returns>How many papers had been tagged.</returns>
    public async Task<int> RemoveAsync(IReadOnlyList<WithdrawnPaper> papers, CancellationToken cancellationToken)
    {
        var rows = papers.GroupBy(paper => paper.PaperId).Select(same => (Id: same.Key.Value, Revision: same.Max(paper => paper.Revision))).ToList();
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var removed = await WithdrawAsync(connection, rows, cancellationToken);
        await Tallies.AddAsync(
            connection,
            new Dictionary<string, long>
            {
                [TallyNames.TaggedPapers] = -removed.Count,
                [TallyNames.TaggedRevisions] = -removed.Sum(revision => (long)revision),
            },
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return removed.Count;
    }

    // Returns the revisions that had been counted.
    private async Task<List<int>> WithdrawAsync(NpgsqlConnection connection, List<(string Id, int Revision)> rows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Withdraw, connection)
        {
            Parameters =
            {
                new() { Value = rows.ConvertAll(row => row.Id) },
                new() { Value = rows.ConvertAll(row => row.Revision) },
                new() { Value = NoVocabulary },
                new() { Value = time.GetUtcNow() },
            },
        };
        var removed = new List<int>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetInt32(0) is > 0 and var revision)
            {
                removed.Add(revision);
            }
        }

        return removed;
    }
}
