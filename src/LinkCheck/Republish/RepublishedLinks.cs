using Npgsql;
using Papers.Contracts;
using Papers.Contracts.LinkCheck;
using Papers.LinkCheck.FindLinks;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Republish;

namespace Papers.LinkCheck.Republish;

/// <summary>Publishes the links of all papers again, and the verdict of each checked link under the URL that the paper has.</summary>
internal sealed class RepublishedLinks(Outbox outbox) : IRepublishedFacts
{
    private const string Next = """
        SELECT next.paper_id, next.revision, next.rules, paper_links.url, kind, field, verdict, status, reason, checked_at
          FROM (
            SELECT paper_id, revision, rules
              FROM papers
             WHERE paper_id > $1
               AND rules < $3
             ORDER BY paper_id
             LIMIT $2) AS next
          LEFT JOIN paper_links ON paper_links.paper_id = next.paper_id
          LEFT JOIN links USING (link_id)
         ORDER BY next.paper_id, position
        """;

    public string What => "links";

    public async Task<RepublishedPart> TellNextAsync(NpgsqlConnection connection, string after, CancellationToken cancellationToken)
    {
        var (papers, verdicts) = await ReadAsync(connection, after, cancellationToken);
        foreach (var found in LinkEventFactory.LinksFound(papers, isReplay: true))
        {
            await outbox.AddAsync(connection, found, cancellationToken);
        }

        foreach (var known in LinkEventFactory.LinksChecked([.. verdicts.DistinctBy(verdict => verdict.Url)], isReplay: true))
        {
            await outbox.AddAsync(connection, known, cancellationToken);
        }

        return papers.Count > 0 ? new(papers[^1].PaperId.Value, papers.Count) : default;
    }

    private static async Task<(List<PaperLinks> Papers, List<CheckedLink> Verdicts)> ReadAsync(
        NpgsqlConnection connection, string after, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Next, connection)
        {
            Parameters = { new() { Value = after }, new() { Value = BatchLimits.Items }, new() { Value = LinkRules.Withdrawn } },
        };
        var papers = new List<PaperLinks>();
        var verdicts = new List<CheckedLink>();
        var links = new List<FoundLink>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var paperId = new PaperId(reader.GetString(0));
            if (papers.Count == 0 || papers[^1].PaperId != paperId)
            {
                links = [];
                papers.Add(new() { PaperId = paperId, Version = new(reader.GetInt32(1), reader.GetInt32(2), Curation: 0), Links = links });
            }

            if (reader.IsDBNull(3))
            {
                continue; // a paper without links
            }

            var url = reader.GetString(3);
            links.Add(new(url, Enum.Parse<LinkKind>(reader.GetString(4)), reader.GetString(5)));
            if (!reader.IsDBNull(6))
            {
                verdicts.Add(StoredCheck.Read(reader, from: 6) with { Url = url });
            }
        }

        return (papers, verdicts);
    }
}
