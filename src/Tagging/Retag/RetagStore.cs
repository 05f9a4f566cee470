using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Papers.Contracts;
using Papers.Contracts.Tagging;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Telemetry;
using Papers.Tagging.TagPapers;

namespace Papers.Tagging.Retag;

internal sealed class RetagStore(NpgsqlDataSource db, Outbox outbox, TimeProvider time)
{
    private static readonly ActivitySource s_activities = new($"{TelemetryDefaults.SourcePrefix}Tagging");

    // Row locks serve as leases: other replicas skip locked rows, and PostgreSQL releases the locks when a replica dies.
    private const string TakeOlder = """
        SELECT paper_id, revision, title, abstract, categories
          FROM tagged_papers
         WHERE vocabulary < $1
         ORDER BY vocabulary
         LIMIT $2
           FOR UPDATE SKIP LOCKED
        """;

    private const string Update = """
        UPDATE tagged_papers AS held
           SET vocabulary = $2, tags = retagged.tags, tagged_at = $4
          FROM unnest($1::text[], $3::jsonb[]) AS retagged (paper_id, tags)
          JOIN tagged_papers AS before ON before.paper_id = retagged.paper_id
         WHERE held.paper_id = retagged.paper_id
        RETURNING held.paper_id, before.tags <> retagged.tags
        """;

    /// <summary>Tags one batch of papers again that an older vocabulary tagged, and publishes those whose tags changed.</summary>
    /// <returns>How many were tagged again; 0 when every remaining one is locked by another replica, or none is left.</returns>
    public async Task<int> RetagBatchAsync(TagMatcher matcher, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var tagged = (await TakeAsync(connection, matcher.Version, cancellationToken)).ConvertAll(matcher.Tag);
        if (tagged.Count == 0)
        {
            return 0;
        }

        using var span = s_activities.StartActivity("retag batch");
        var changed = await UpdateAsync(connection, matcher.Version, tagged, cancellationToken);

        // As a replay: the papers are not new, so nobody must be notified of them.
        foreach (var retagged in TagEventFactory.PapersTagged(tagged.FindAll(paper => changed.Contains(paper.PaperId.Value)), isReplay: true))
        {
            await outbox.AddAsync(connection, retagged, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return tagged.Count;
    }

    private static async Task<List<PaperText>> TakeAsync(NpgsqlConnection connection, int version, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(TakeOlder, connection)
        {
            Parameters = { new() { Value = version }, new() { Value = BatchLimits.Items } },
        };
        var papers = new List<PaperText>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            papers.Add(new()
            {
                PaperId = new(reader.GetString(0)),
                Revision = reader.GetInt32(1),
                Title = reader.GetString(2),
                Abstract = reader.GetString(3),
                Categories = reader.GetString(4),
            });
        }

        return papers;
    }

    private async Task<HashSet<string>> UpdateAsync(
        NpgsqlConnection connection, int version, List<TaggedPaper> tagged, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Update, connection)
        {
            Parameters =
            {
                new() { Value = tagged.ConvertAll(paper => paper.PaperId.Value) },
                new() { Value = version },
                new() { Value = tagged.ConvertAll(paper => PaperTagStore.ToJson(paper.Tags)), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
                new() { Value = time.GetUtcNow() },
            },
        };
        var changed = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetBoolean(1))
            {
                changed.Add(reader.GetString(0));
            }
        }

        return changed;
    }
}
