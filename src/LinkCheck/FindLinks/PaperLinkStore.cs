using Npgsql;
using NpgsqlTypes;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Operations;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Postgres;

namespace Papers.LinkCheck.FindLinks;

/// <summary>Stores which paper has which links. Only a finding with a newer version changes the stored links.</summary>
internal sealed class PaperLinkStore(NpgsqlDataSource db, Outbox outbox, TimeProvider time)
{
    private const string UpsertPapers = """
        INSERT INTO papers (paper_id, revision, rules)
        SELECT paper_id, revision, rules
          FROM unnest($1::text[], $2::int[], $3::int[]) AS found (paper_id, revision, rules)
         ORDER BY paper_id
        ON CONFLICT (paper_id) DO UPDATE
           SET revision = excluded.revision, rules = excluded.rules
         WHERE (papers.revision, papers.rules) < (excluded.revision, excluded.rules)
        RETURNING paper_id
        """;

    private const string SelectStored = """
        SELECT paper_links.paper_id, links.identity
          FROM paper_links
          JOIN links USING (link_id)
         WHERE paper_links.paper_id = ANY ($1)
        """;

    // Locks the links' rows until the commit, so that the number of papers and the verdict stay exact while checks are saved concurrently.
    // All transactions lock links in the order of their identities, so they cannot deadlock.
    private const string UpsertLinks = """
        INSERT INTO links (identity, url, pairs, due_at)
        SELECT identity, url, change, $4
          FROM unnest($1::text[], $2::text[], $3::int[]) AS found (identity, url, change)
         ORDER BY identity
        ON CONFLICT (identity) DO UPDATE
           SET pairs = links.pairs + excluded.pairs
        RETURNING identity, link_id, verdict, status, reason, checked_at
        """;

    private const string DeletePairs = """
        DELETE FROM paper_links
         WHERE paper_id = ANY ($1)
        """;

    private const string InsertPairs = """
        INSERT INTO paper_links (paper_id, link_id, position, url, kind, field)
        SELECT paper_id, link_id, position, url, kind, field
          FROM unnest($1::text[], $2::bigint[], $3::int[], $4::text[], $5::text[], $6::text[])
            AS found (paper_id, link_id, position, url, kind, field)
        """;

    /// <summary>Saves findings that are newer than the stored ones, publishes and counts them, in one transaction.</summary>
    /// <param name="findings">At most one per paper.</param>
    public Task<SavedFindings> SaveAsync(IReadOnlyList<PaperFinding> findings, bool isReplay, CancellationToken cancellationToken) =>
        SaveAsync(
            findings,
            (connection, newer, links) => PublishAsync(connection, newer, links, isReplay, cancellationToken),
            cancellationToken);

    /// <summary>Removes the links of withdrawn papers. Publishes nothing, since all services receive the withdrawal itself.</summary>
    /// <param name="withdrawn">Papers without links, each with the revision of its withdrawal.</param>
    public Task<SavedFindings> RemoveAsync(IReadOnlyList<PaperFinding> withdrawn, CancellationToken cancellationToken) =>
        SaveAsync(withdrawn, (_, _, _) => Task.CompletedTask, cancellationToken);

    private async Task<SavedFindings> SaveAsync(
        IReadOnlyList<PaperFinding> findings,
        Func<NpgsqlConnection, List<PaperFinding>, Dictionary<string, KnownLink>, Task> publishAsync,
        CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var newer = await UpsertPapersAsync(connection, findings, cancellationToken);
        if (newer.Count == 0)
        {
            return default;
        }

        var stored = await SelectStoredAsync(connection, newer, cancellationToken);
        var changes = Changes(newer, stored);
        var links = await UpsertLinksAsync(connection, changes, cancellationToken);
        await ReplacePairsAsync(connection, newer, stored.Count > 0, links, cancellationToken);

        await publishAsync(connection, newer, links);
        await Tallies.AddAsync(
            connection,
            new Dictionary<string, long>
            {
                [TallyNames.LinksFound] = changes.Values.Sum(change => change.Pairs),
                [TallyNames.LinksChecked] = changes.Sum(change => links[change.Key].Check is null ? 0 : change.Value.Pairs),
            },
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        var newPairs = newer.Sum(paper => paper.Links.Count(link => !stored.Contains((paper.PaperId.Value, link.Identity))));
        return new(newer.Count, newPairs);
    }

    private static async Task<List<PaperFinding>> UpsertPapersAsync(
        NpgsqlConnection connection, IReadOnlyList<PaperFinding> findings, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(UpsertPapers, connection)
        {
            Parameters =
            {
                new() { Value = findings.Select(finding => finding.PaperId.Value).ToArray() },
                new() { Value = findings.Select(finding => finding.Version.Revision).ToArray() },
                new() { Value = findings.Select(finding => finding.Version.Model).ToArray() },
            },
        };
        var newer = new HashSet<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            newer.Add(reader.GetString(0));
        }

        return [.. findings.Where(finding => newer.Contains(finding.PaperId.Value))];
    }

    private static async Task<HashSet<(string PaperId, string Identity)>> SelectStoredAsync(
        NpgsqlConnection connection, List<PaperFinding> papers, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(SelectStored, connection) { Parameters = { PaperIds(papers) } };
        var stored = new HashSet<(string, string)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            stored.Add((reader.GetString(0), reader.GetString(1)));
        }

        return stored;
    }

    // The change in the number of papers of each link; 0 where a link only changes its position in a paper.
    private static Dictionary<string, LinkChange> Changes(List<PaperFinding> papers, HashSet<(string PaperId, string Identity)> stored)
    {
        var changes = new Dictionary<string, LinkChange>();
        foreach (var (_, identity) in stored)
        {
            changes[identity] = new("", changes.GetValueOrDefault(identity).Pairs - 1);
        }

        foreach (var link in papers.SelectMany(paper => paper.Links))
        {
            changes[link.Identity] = new(link.Url, changes.GetValueOrDefault(link.Identity).Pairs + 1);
        }

        return changes;
    }

    private async Task<Dictionary<string, KnownLink>> UpsertLinksAsync(
        NpgsqlConnection connection, Dictionary<string, LinkChange> changes, CancellationToken cancellationToken)
    {
        var links = new Dictionary<string, KnownLink>();
        if (changes.Count == 0)
        {
            return links;
        }

        await using var command = new NpgsqlCommand(UpsertLinks, connection)
        {
            Parameters =
            {
                new() { Value = changes.Keys.ToArray() },
                new() { Value = changes.Values.Select(change => change.Url).ToArray() },
                new() { Value = changes.Values.Select(change => change.Pairs).ToArray() },
                new() { Value = time.GetUtcNow() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var check = await reader.IsDBNullAsync(2, cancellationToken) ? null : StoredCheck.Read(reader, from: 2);
            links.Add(reader.GetString(0), new(reader.GetInt64(1), check));
        }

        return links;
    }

    private static async Task ReplacePairsAsync(
        NpgsqlConnection connection,
        List<PaperFinding> papers,
        bool hadLinks,
        Dictionary<string, KnownLink> links,
        CancellationToken cancellationToken)
    {
        if (hadLinks)
        {
            await using var delete = new NpgsqlCommand(DeletePairs, connection) { Parameters = { PaperIds(papers) } };
            await delete.ExecuteNonQueryAsync(cancellationToken);
        }

        var pairs = papers
            .SelectMany(paper => paper.Links.Select((link, position) => (PaperId: paper.PaperId.Value, Link: link, Position: position)))
            .ToList();
        if (pairs.Count == 0)
        {
            return;
        }

        await using var insert = new NpgsqlCommand(InsertPairs, connection)
        {
            Parameters =
            {
                new() { Value = pairs.ConvertAll(pair => pair.PaperId) },
                new() { Value = pairs.ConvertAll(pair => links[pair.Link.Identity].LinkId) },
                new() { Value = pairs.ConvertAll(pair => pair.Position) },
                new() { Value = pairs.ConvertAll(pair => pair.Link.Url) },
                new() { Value = pairs.ConvertAll(pair => pair.Link.Kind.ToString()) },
                new() { Value = pairs.ConvertAll(pair => pair.Link.Field) },
            },
        };
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    // The verdict of a link that was checked before is published again, since receivers may not know it under this paper's URL yet.
    private async Task PublishAsync(
        NpgsqlConnection connection,
        List<PaperFinding> papers,
        Dictionary<string, KnownLink> links,
        bool isReplay,
        CancellationToken cancellationToken)
    {
        foreach (var found in LinkEventFactory.LinksFound(papers.ConvertAll(paper => paper.ToContract()), isReplay))
        {
            await outbox.AddAsync(connection, found, cancellationToken);
        }

        var verdicts = papers
            .SelectMany(paper => paper.Links)
            .DistinctBy(link => link.Url)
            .Where(link => links[link.Identity].Check is not null)
            .Select(link => links[link.Identity].Check! with { Url = link.Url }) // filtered by the line above
            .ToList();
        foreach (var known in LinkEventFactory.LinksChecked(verdicts, isReplay))
        {
            await outbox.AddAsync(connection, known, cancellationToken);
        }
    }

    private static NpgsqlParameter PaperIds(List<PaperFinding> papers) =>
        new() { Value = papers.ConvertAll(paper => paper.PaperId.Value), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private readonly record struct LinkChange(string Url, int Pairs);

    private sealed record KnownLink(long LinkId, CheckedLink? Check);
}
