using Npgsql;
using NpgsqlTypes;
using Papers.Contracts.Operations;
using Papers.Contracts.Tagging;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Postgres;

namespace Papers.Tagging.TagPapers;

public sealed class PaperTagStore(NpgsqlDataSource db, Outbox outbox, TimeProvider time)
{
    // What is not newer changes nothing, so redelivery is harmless. Rows are taken in the order of their keys, so that two transactions
    // never wait for each other. The former revision is kept to tell, from the row alone, by how much this statement raised it; that of a paper which
    // was withdrawn had left the count.
    private const string Upsert = """
        INSERT INTO tagged_papers (paper_id, revision, vocabulary, title, abstract, categories, tags, tagged_at)
        SELECT paper_id, revision, vocabulary, title, abstract, categories, tags, $8
          FROM unnest($1::text[], $2::int[], $3::int[], $4::text[], $5::text[], $6::text[], $7::jsonb[])
               AS read (paper_id, revision, vocabulary, title, abstract, categories, tags)
         ORDER BY paper_id
        ON CONFLICT (paper_id) DO UPDATE
           SET former_revision = CASE WHEN tagged_papers.withdrawn THEN 0 ELSE tagged_papers.revision END,
               withdrawn = false,
               revision = excluded.revision,
               vocabulary = excluded.vocabulary,
               title = excluded.title,
               abstract = excluded.abstract,
               categories = excluded.categories,
               tags = excluded.tags,
               tagged_at = excluded.tagged_at
         WHERE (tagged_papers.revision, tagged_papers.vocabulary) < (excluded.revision, excluded.vocabulary)
        RETURNING paper_id, revision - former_revision, former_revision = 0
        """;

    /// <summary>Saves what is newer than what is held and tells of it, in one transaction.</summary>
    /// <returns>The papers that changed, in the given order.</returns>
    public async Task<IReadOnlyList<TaggedPaper>> SaveAsync(IReadOnlyList<ReadPaper> papers, bool isReplay, CancellationToken cancellationToken)
    {
        // One row an id: of two revisions in one message the newer.
        var rows = papers.GroupBy(paper => paper.Text.PaperId)
            .Select(same => same.MaxBy(paper => paper.Text.Revision)!) // a group is never empty
            .ToList();
        if (rows.Count == 0)
        {
            return [];
        }

        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var raised = await UpsertAsync(connection, rows, cancellationToken);
        var changed = rows.Where(row => raised.ContainsKey(row.Text.PaperId.Value)).Select(row => row.Tagged).ToList();
        foreach (var part in EventBatches.Split(changed, TaggedPaperSize.Bytes))
        {
            await outbox.AddAsync(connection, new PapersTagged { Papers = part, IsReplay = isReplay }, cancellationToken);
        }

        var tallies = new Dictionary<string, long>
        {
            [TallyNames.TaggedPapers] = raised.Values.Count(row => row.IsNew),
            [TallyNames.TaggedRevisions] = raised.Values.Sum(row => row.By),
        };
        await Tallies.AddAsync(connection, tallies, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return changed;
    }

    private async Task<Dictionary<string, (long By, bool IsNew)>> UpsertAsync(
        NpgsqlConnection connection, List<ReadPaper> rows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Upsert, connection)
        {
            Parameters =
            {
                new() { Value = rows.ConvertAll(row => row.Text.PaperId.Value) },
                new() { Value = rows.ConvertAll(row => row.Text.Revision) },
                new() { Value = rows.ConvertAll(row => row.Tagged.Version.Model) },
                new() { Value = rows.ConvertAll(row => row.Text.Title) },
                new() { Value = rows.ConvertAll(row => row.Text.Abstract) },
                new() { Value = rows.ConvertAll(row => row.Text.Categories) },
                new() { Value = rows.ConvertAll(row => TagsJson.Write(row.Tagged.Tags)), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
                new() { Value = time.GetUtcNow() },
            },
        };
        var raised = new Dictionary<string, (long, bool)>(rows.Count, StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            raised.Add(reader.GetString(0), (reader.GetInt32(1), reader.GetBoolean(2)));
        }

        return raised;
    }
}
