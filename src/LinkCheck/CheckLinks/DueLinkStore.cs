using Npgsql;
using Papers.Contracts.LinkCheck;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>Leases due links to workers, each to one worker at a time.</summary>
internal sealed class DueLinkStore(NpgsqlDataSource db)
{
    private const string Lease = """
        WITH due AS (
            SELECT link_id
              FROM links
             WHERE pairs > 0
               AND due_at <= $1
             ORDER BY due_at
             LIMIT $2
               FOR NO KEY UPDATE SKIP LOCKED
        )
        UPDATE links
           SET lease = $3, due_at = $4
          FROM due
         WHERE links.link_id = due.link_id
        RETURNING links.link_id, links.url, links.verdict, links.misses, links.last_miss_at, links.unsure_checks
        """;

    private const string Next = """
        SELECT min(due_at)
          FROM links
         WHERE pairs > 0
        """;

    // Locks links in the order of their identities, as all transactions do.
    private const string Release = """
        WITH mine AS (
            SELECT links.link_id, released.due_at
              FROM links
              JOIN unnest($1::bigint[], $2::uuid[], $3::timestamptz[]) AS released (link_id, lease, due_at) USING (link_id, lease)
             ORDER BY links.identity
               FOR NO KEY UPDATE OF links
        )
        UPDATE links
           SET lease = NULL, due_at = mine.due_at
          FROM mine
         WHERE links.link_id = mine.link_id
        """;

    /// <summary>Leases the links that have been due longest.</summary>
    /// <param name="now">Links due at this time are leased.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="leasedUntil">When they are due again if no check is saved and they are not released.</param>
    public async Task<IReadOnlyList<LeasedLink>> LeaseAsync(
        DateTimeOffset now, int count, DateTimeOffset leasedUntil, CancellationToken cancellationToken)
    {
        var lease = Guid.NewGuid();
        await using var command = db.CreateCommand(Lease);
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = count });
        command.Parameters.Add(new() { Value = lease });
        command.Parameters.Add(new() { Value = leasedUntil });
        var leased = new List<LeasedLink>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            leased.Add(new(reader.GetInt64(0), lease, reader.GetString(1), new LinkState(
                reader.IsDBNull(2) ? null : Enum.Parse<LinkVerdict>(reader.GetString(2)),
                reader.GetInt32(3),
                reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4),
                reader.GetInt32(5),
                leasedUntil)));
        }

        return leased;
    }

    /// <summary>When the next link is due; null where there is none.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(Next);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && !await reader.IsDBNullAsync(0, cancellationToken)
            ? reader.GetFieldValue<DateTimeOffset>(0)
            : null;
    }

    /// <summary>Ends the leases of links that were not checked; each is due again at its own time. An expired lease changes nothing.</summary>
    public async Task ReleaseAsync(IReadOnlyList<PostponedLink> links, CancellationToken cancellationToken)
    {
        if (links.Count == 0)
        {
            return;
        }

        await using var command = db.CreateCommand(Release);
        command.Parameters.Add(new() { Value = links.Select(link => link.Link.LinkId).ToArray() });
        command.Parameters.Add(new() { Value = links.Select(link => link.Link.Lease).ToArray() });
        command.Parameters.Add(new() { Value = links.Select(link => link.DueAt).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <param name="LinkId">The link.</param>
/// <param name="Lease">The id of the lease.</param>
/// <param name="Url">The URL to check.</param>
/// <param name="State">Its state before the check.</param>
internal sealed record LeasedLink(long LinkId, Guid Lease, string Url, LinkState State);

internal sealed record PostponedLink(LeasedLink Link, DateTimeOffset DueAt);
