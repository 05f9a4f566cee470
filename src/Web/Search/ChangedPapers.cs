using Npgsql;
using NpgsqlTypes;

namespace Papers.Web.Search;

/// <summary>What changed in the read model after a cursor.</summary>
public sealed class ChangedPapers(NpgsqlDataSource db)
{
    // Of a transaction that is still open nothing is visible, and when it commits its papers lie before those of later ones that have
    // committed already. So nothing is taken beyond the oldest transaction that is open now.
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

    // Of papers as long as books a batch holds fewer.
    private const int MaxBatchLength = 16 * 1024 * 1024;

    /// <summary>At most <paramref name="limit"/> papers after the cursor, how far they lead, and whether more may follow at once.</summary>
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

    /// <summary>Which database this is, and a transaction id that no row of it has reached.</summary>
    public async Task<(string Installation, ulong NewestTransaction)> ReadInstallationAsync(CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(ReadInstallation);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetString(0), reader.GetFieldValue<ulong>(1));
    }
}
