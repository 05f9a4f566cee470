using Npgsql;
using NpgsqlTypes;

namespace Papers.Web.Search;

/// <summary>Reads what changed in the read model after a cursor.</summary>
internal sealed class ChangedPapers(NpgsqlDataSource db)
{
    // Papers of an open transaction are invisible, and once it commits they sort before those of later transactions that committed first.
    // So nothing is read beyond the oldest transaction that is still open.
    private const string ReadChanged = """
        SELECT changed_in, paper_id, revision, title, abstract, authors, arxiv_id, doi, withdrawn IS NOT NULL, day
          FROM papers
         WHERE (changed_in, paper_id) > ($1, $2)
           AND changed_in < pg_snapshot_xmin(pg_current_snapshot())
         ORDER BY changed_in, paper_id
         LIMIT $3
        """;

    private const string ReadInstallation = """
        SELECT id::text, pg_snapshot_xmax(pg_current_snapshot())
          FROM installation
        """;

    // In characters; a batch of very long papers has fewer.
    private const int MaxBatchLength = 16 * 1024 * 1024;

    /// <summary>At most <paramref name="limit"/> papers after the cursor, the cursor after them, and whether there may be more.</summary>
    public async Task<(IReadOnlyList<IndexedPaper> Papers, SearchCursor Cursor, bool HasMore)> ReadAsync(
        SearchCursor cursor,
        int limit,
        CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(ReadChanged);
        command.Parameters.Add(new() { Value = cursor.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.Add(new() { Value = cursor.PaperId });
        command.Parameters.Add(new() { Value = limit });
        var papers = new List<IndexedPaper>();
        var length = 0L;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (length < MaxBatchLength && await reader.ReadAsync(cancellationToken))
        {
            var paper = new IndexedPaper
            {
                PaperId = reader.GetString(1),
                Revision = reader.GetInt32(2),
                Title = reader.GetString(3),
                Abstract = reader.GetString(4),
                Authors = reader.GetFieldValue<string[]>(5),
                ArxivId = reader.IsDBNull(6) ? null : reader.GetString(6),
                Doi = reader.IsDBNull(7) ? null : reader.GetString(7),
                IsWithdrawn = reader.GetBoolean(8),
                Day = reader.IsDBNull(9) ? null : reader.GetFieldValue<DateOnly>(9),
            };
            papers.Add(paper);
            length += paper.Title.Length + paper.Abstract.Length;
            cursor = new(reader.GetFieldValue<ulong>(0), paper.PaperId);
        }

        return (papers, cursor, papers.Count == limit || length >= MaxBatchLength);
    }

    /// <summary>The ID of this database, and a transaction ID that none of its rows has reached.</summary>
    public async Task<(string Installation, ulong NewestTransaction)> ReadInstallationAsync(CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(ReadInstallation);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetString(0), reader.GetFieldValue<ulong>(1));
    }
}
