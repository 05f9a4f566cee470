using Npgsql;
using NpgsqlTypes;
using Papers.Contracts;
using Papers.Contracts.Tagging;
using Papers.ServiceDefaults.Messaging;
using Papers.Tagging.TagPapers;

namespace Papers.Tagging.Retag;

public sealed class RetagStore(NpgsqlDataSource db, Outbox outbox, TimeProvider time)
{
    // The rows' own locks are the lease: what one replica reads again, another passes over, and a replica that dies gives them back.
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
           SET vocabulary = $2, tags = again.tags, tagged_at = $4
          FROM unnest($1::text[], $3::jsonb[]) AS again (paper_id, tags)
          JOIN tagged_papers AS before ON before.paper_id = again.paper_id
         WHERE held.paper_id = again.paper_id
        RETURNING held.paper_id, before.tags <> again.tags
        """;

    /// <summary>Reads some papers again that an older vocabulary has read, and tells of those that it names otherwise.</summary>
    /// <returns>How many were read again; 0 when none is left that nobody else is reading.</returns>
    public async Task<int> RetagSomeAsync(TagMatcher matcher, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var tagged = (await TakeAsync(connection, matcher.Version, cancellationToken)).ConvertAll(matcher.Tag);
        if (tagged.Count == 0)
        {
            return 0;
        }

        var differ = await UpdateAsync(connection, matcher.Version, tagged, cancellationToken);

        // As a replay: the papers are not new, so that no person is to be told of them.
        foreach (var part in EventBatches.Split(tagged.FindAll(paper => differ.Contains(paper.PaperId.Value)), TaggedPaperSize.Bytes))
        {
            await outbox.AddAsync(connection, new PapersTagged { Papers = part, IsReplay = true }, cancellationToken);
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
                new() { Value = tagged.ConvertAll(paper => TagsJson.Write(paper.Tags)), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
                new() { Value = time.GetUtcNow() },
            },
        };
        var differ = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetBoolean(1))
            {
                differ.Add(reader.GetString(0));
            }
        }

        return differ;
    }
}
