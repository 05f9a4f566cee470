using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Contracts.Operations;
using Papers.ServiceDefaults.Postgres;

namespace Papers.Tagging.ForgetPapers;

/// <summary>Takes papers out of what is held and counted. Only the revision stays, against which whatever arrives late is compared.</summary>
public sealed class ForgottenPaperStore(NpgsqlDataSource db, TimeProvider time)
{
    // No vocabulary is newer than this one, so that no retagging takes the row up.
    private const int NoVocabulary = int.MaxValue;

    private const string Forget = """
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

    /// <summary>Forgets what is held of each paper up to its withdrawal.</summary>
    /// <returns>How many were held.</returns>
    public async Task<int> ForgetAsync(IReadOnlyList<WithdrawnPaper> papers, CancellationToken cancellationToken)
    {
        var rows = papers.GroupBy(paper => paper.PaperId).Select(same => (Id: same.Key.Value, Revision: same.Max(paper => paper.Revision))).ToList();
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var counted = await ForgetAsync(connection, rows, cancellationToken);
        await Tallies.AddAsync(
            connection,
            new Dictionary<string, long>
            {
                [TallyNames.TaggedPapers] = -counted.Count,
                [TallyNames.TaggedRevisions] = -counted.Sum(revision => (long)revision),
            },
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return counted.Count;
    }

    private async Task<List<int>> ForgetAsync(NpgsqlConnection connection, List<(string Id, int Revision)> rows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Forget, connection)
        {
            Parameters =
            {
                new() { Value = rows.ConvertAll(row => row.Id) },
                new() { Value = rows.ConvertAll(row => row.Revision) },
                new() { Value = NoVocabulary },
                new() { Value = time.GetUtcNow() },
            },
        };
        var counted = new List<int>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetInt32(0) is > 0 and var revision)
            {
                counted.Add(revision);
            }
        }

        return counted;
    }
}
