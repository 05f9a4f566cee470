using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.Contracts.Tagging;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Postgres;

namespace Papers.Tagging.TagPapers;

internal sealed class PaperTagStore(NpgsqlDataSource db, Outbox outbox, TimeProvider time)
{
    // Only a newer version changes a row, so redelivery is harmless. Rows are locked in key order, so concurrent transactions cannot deadlock.
    // former_revision lets RETURNING say by how much this statement raised the revision; a withdrawn paper counts as 0, since it is not in the tallies.
    private const string Upsert = """
        INSERT INTO tagged_papers (paper_id, revision, vocabulary, title, abstract, categories, tags, tagged_at)
        SELECT paper_id, revision, vocabulary, title, abstract, categories, tags, $8
          FROM unnest($1::text[], $2::int[], $3::int[], $4::text[], $5::text[], $6::text[], $7::jsonb[])
               AS tagged (paper_id, revision, vocabulary, title, abstract, categories, tags)
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

    /// <summary>Saves the papers that are newer than their rows and publishes their tags, in one transaction.</summary>
    /// <returns>The papers that changed, in the given order.</returns>
    public async Task<IReadOnlyList<TaggedPaper>> SaveAsync(IReadOnlyList<TaggingResult> papers, bool isReplay, CancellationToken cancellationToken)
    {
        // ON CONFLICT can change a row once per statement: of several revisions in one message, only the newest is saved.
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
        foreach (var tagged in TagEventFactory.PapersTagged(changed, isReplay))
        {
            await outbox.AddAsync(connection, tagged, cancellationToken);
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
        NpgsqlConnection connection, List<TaggingResult> rows, CancellationToken cancellationToken)
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
                new() { Value = rows.ConvertAll(row => ToJson(row.Tagged.Tags)), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
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

    /// <summary>The tags as the column <c>tags</c> holds them: in the JSON of the contract.</summary>
    internal static string ToJson(IReadOnlyList<Tag> tags) => JsonSerializer.Serialize(tags, EventJson.Default.IReadOnlyListTag);
}

/// <param name="Text">The text that was tagged; kept, so that a newer vocabulary can tag it again.</param>
/// <param name="Tagged">The tags found in it.</param>
internal sealed record TaggingResult(PaperText Text, TaggedPaper Tagged);
