using Npgsql;
using Papers.Contracts.LinkCheck;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>Hands out due links, each to one taker at a time.</summary>
public sealed class DueLinkStore(NpgsqlDataSource db)
{
    private const string Take = """
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
        RETURNING links.link_id, links.url, links.verdict, links.misses, links.last_miss_at, links.doubts
        """;

    private const string Next = """
        SELECT min(due_at)
          FROM links
         WHERE pairs > 0
        """;

    // In the order in which every transaction locks links.
    private const string GiveBack = """
        WITH mine AS (
            SELECT links.link_id, given.due_at
              FROM links
              JOIN unnest($1::bigint[], $2::uuid[], $3::timestamptz[]) AS given (link_id, lease, due_at) USING (link_id, lease)
             ORDER BY links.identity
               FOR NO KEY UPDATE OF links
        )
        UPDATE links
           SET lease = NULL, due_at = mine.due_at
          FROM mine
         WHERE links.link_id = mine.link_id
        """;

    /// <summary>Takes the links that are due longest.</summary>
    /// <param name="now">What is due until then.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="leasedUntil">When they come due again unless their check is recorded or they are given back.</param>
    public async Task<IReadOnlyList<TakenLink>> TakeAsync(DateTimeOffset now, int most, DateTimeOffset leasedUntil, CancellationToken cancellationToken)
    {
        var lease = Guid.NewGuid();
        await using var command = db.CreateCommand(Take);
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = most });
        command.Parameters.Add(new() { Value = lease });
        command.Parameters.Add(new() { Value = leasedUntil });
        var taken = new List<TakenLink>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add(new(reader.GetInt64(0), lease, reader.GetString(1), new LinkState(
                reader.IsDBNull(2) ? null : Enum.Parse<LinkVerdict>(reader.GetString(2)),
                reader.GetInt32(3),
                reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4),
                reader.GetInt32(5),
                leasedUntil)));
        }

        return taken;
    }

    /// <summary>When the next link comes due; null where there is none at all.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(Next);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && !await reader.IsDBNullAsync(0, cancellationToken) ? reader.GetFieldValue<DateTimeOffset>(0) : null;
    }

    /// <summary>Gives links back that were not checked, each due again when it says. A lease that has run out changes nothing.</summary>
    public async Task GiveBackAsync(IReadOnlyList<PostponedLink> links, CancellationToken cancellationToken)
    {
        if (links.Count == 0)
            return;
        await using var command = db.CreateCommand(GiveBack);
        command.Parameters.Add(new() { Value = links.Select(link => link.Link.LinkId).ToArray() });
        command.Parameters.Add(new() { Value = links.Select(link => link.Link.Lease).ToArray() });
        command.Parameters.Add(new() { Value = links.Select(link => link.DueAt).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <param name="LinkId">Its row.</param>
/// <param name="Lease">Whose it is meanwhile.</param>
/// <param name="Url">What to ask for.</param>
/// <param name="State">What was known of it.</param>
public sealed record TakenLink(long LinkId, Guid Lease, string Url, LinkState State);

public sealed record PostponedLink(TakenLink Link, DateTimeOffset DueAt);
