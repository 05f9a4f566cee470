using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Ingest;

namespace Papers.Web.ReadModel;

/// <summary>
/// Withdrawn papers become tombstones: the row keeps its revision and loses its texts, so that late events are ordered against it like any
/// two revisions, without locks.
/// </summary>
internal sealed class WithdrawalStore(NpgsqlDataSource db)
{
    private const string HidePapers = """
        INSERT INTO papers (paper_id, revision, title, abstract, authors, categories, day_is_known, first_seen_at, withdrawn, merged_into)
        SELECT paper_id, revision, '', '', '{}', '{}', false, withdrawn_at, reason, merged_into
          FROM unnest($1::text[], $2::int[], $3::timestamptz[], $4::text[], $5::text[]) AS new (paper_id, revision, withdrawn_at, reason, merged_into)
         ORDER BY paper_id
        ON CONFLICT (paper_id) DO UPDATE
           SET revision = excluded.revision, title = excluded.title, abstract = excluded.abstract, authors = excluded.authors,
               categories = excluded.categories, arxiv_id = NULL, doi = NULL, comment = NULL, published_at = NULL, day = NULL,
               day_is_known = excluded.day_is_known, list_position = NULL, source_title = NULL, source_abstract = NULL, featured = NULL,
               withdrawn = excluded.withdrawn, merged_into = excluded.merged_into, changed_in = excluded.changed_in
         WHERE papers.revision < excluded.revision
        """;

    private const string HideTags = """
        INSERT INTO paper_tags (paper_id, revision, model, curation, slugs, evidence)
        SELECT paper_id, revision, 0, 0, '{}', '[]'
          FROM unnest($1::text[], $2::int[]) AS new (paper_id, revision)
         ORDER BY paper_id
        ON CONFLICT (paper_id) DO UPDATE
           SET revision = excluded.revision, model = 0, curation = 0, slugs = excluded.slugs, evidence = excluded.evidence
         WHERE paper_tags.revision < excluded.revision
        """;

    private const string HideLinks = """
        INSERT INTO paper_links (paper_id, revision, model, curation, urls, kinds)
        SELECT paper_id, revision, 0, 0, '{}', '{}'
          FROM unnest($1::text[], $2::int[]) AS new (paper_id, revision)
         ORDER BY paper_id
        ON CONFLICT (paper_id) DO UPDATE
           SET revision = excluded.revision, model = 0, curation = 0, urls = excluded.urls, kinds = excluded.kinds
         WHERE paper_links.revision < excluded.revision
        """;

    // The target of a merge may have been merged itself. The limit ends a cycle.
    private const string FollowMerges = """
        WITH RECURSIVE chain (paper_id, merged_into, withdrawn, length) AS (
            SELECT paper_id, merged_into, withdrawn, 0
              FROM papers
             WHERE paper_id = $1
            UNION ALL
            SELECT p.paper_id, p.merged_into, p.withdrawn, chain.length + 1
              FROM chain
              JOIN papers p ON p.paper_id = chain.merged_into
             WHERE chain.length < 10
        )
        SELECT paper_id, withdrawn
          FROM chain
         ORDER BY length DESC
         LIMIT 1
        """;

    /// <returns>The number of papers that were withdrawn now.</returns>
    public async Task<int> SaveAsync(IReadOnlyList<WithdrawnPaper> papers, CancellationToken cancellationToken)
    {
        var newest = papers.GroupBy(paper => paper.PaperId).Select(same => same.MaxBy(paper => paper.Revision)!).ToArray(); // a group is never empty
        var ids = Array.ConvertAll(newest, paper => paper.PaperId.Value);
        var revisions = Array.ConvertAll(newest, paper => paper.Revision);

        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var hide = new NpgsqlCommand(HidePapers, connection);
        hide.Parameters.Add(new() { Value = ids });
        hide.Parameters.Add(new() { Value = revisions });
        hide.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.WithdrawnAt.ToUniversalTime()) });
        hide.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.Reason.ToString()) });
        hide.Parameters.Add(new() { Value = Array.ConvertAll(newest, paper => paper.MergedInto?.Value) });
        var hidden = await hide.ExecuteNonQueryAsync(cancellationToken);
        foreach (var sql in new[] { HideTags, HideLinks })
        {
            await using var clear = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = ids }, new() { Value = revisions } } };
            await clear.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return hidden;
    }

    /// <summary>Where a paper that is not shown went; null where it is unknown.</summary>
    public async Task<PaperLocation?> FindLocationAsync(PaperId paperId, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(FollowMerges);
        command.Parameters.Add(new() { Value = paperId.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new(await reader.IsDBNullAsync(1, cancellationToken) ? new PaperId(reader.GetString(0)) : null)
            : null;
    }
}

/// <param name="Current">The paper that it was merged into, or the paper itself; null where it was withdrawn.</param>
internal sealed record PaperLocation(PaperId? Current);
