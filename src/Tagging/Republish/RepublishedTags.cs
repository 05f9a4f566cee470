using System.Text.Json;
using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Tagging;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Republish;
using Papers.Tagging.TagPapers;

namespace Papers.Tagging.Republish;

/// <summary>Publishes the stored tags of all papers again, as replays.</summary>
internal sealed class RepublishedTags(Outbox outbox) : IRepublishedFacts
{
    private const string Next = """
        SELECT paper_id, revision, vocabulary, tags
          FROM tagged_papers
         WHERE paper_id > $1
           AND NOT withdrawn
         ORDER BY paper_id
         LIMIT $2
        """;

    public string What => "tags";

    public async Task<RepublishedPart> TellNextAsync(NpgsqlConnection connection, string after, CancellationToken cancellationToken)
    {
        var papers = await ReadAsync(connection, after, cancellationToken);
        foreach (var tagged in TagEventFactory.PapersTagged(papers, isReplay: true))
        {
            await outbox.AddAsync(connection, tagged, cancellationToken);
        }

        return papers.Count > 0 ? new(papers[^1].PaperId.Value, papers.Count) : default;
    }

    private static async Task<List<TaggedPaper>> ReadAsync(NpgsqlConnection connection, string after, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Next, connection)
        {
            Parameters = { new() { Value = after }, new() { Value = BatchLimits.Items } },
        };
        var papers = new List<TaggedPaper>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            papers.Add(new()
            {
                PaperId = new(reader.GetString(0)),
                Version = new(reader.GetInt32(1), reader.GetInt32(2), Curation: 0),
                Tags = JsonSerializer.Deserialize(reader.GetString(3), EventJson.Default.IReadOnlyListTag) ?? [],
            });
        }

        return papers;
    }
}
