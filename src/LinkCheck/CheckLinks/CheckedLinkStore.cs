using Npgsql;
using NpgsqlTypes;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Operations;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Postgres;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>Records what came of checks, with the event that tells of it.</summary>
public sealed class CheckedLinkStore(NpgsqlDataSource db, Outbox outbox)
{
    // Locked in the order in which every transaction locks links; a check whose lease ran out is someone else's now.
    private const string LockMine = """
        SELECT links.link_id, links.lease, links.pairs, links.verdict IS NULL
          FROM links
          JOIN unnest($1::bigint[], $2::uuid[]) AS checked (link_id, lease) USING (link_id, lease)
         ORDER BY links.identity
           FOR NO KEY UPDATE OF links
        """;

    private const string Update = """
        UPDATE links
           SET verdict = checked.verdict, status = checked.status, reason = checked.reason, checked_at = checked.checked_at,
               misses = checked.misses, last_miss_at = checked.last_miss_at, doubts = checked.doubts, due_at = checked.due_at, lease = NULL
          FROM unnest($1::bigint[], $2::text[], $3::int[], $4::text[], $5::timestamptz[], $6::int[], $7::timestamptz[], $8::int[], $9::timestamptz[])
            AS checked (link_id, verdict, status, reason, checked_at, misses, last_miss_at, doubts, due_at)
         WHERE links.link_id = checked.link_id
        """;

    private const string InsertHistory = """
        INSERT INTO link_checks (link_id, checked_at, outcome, verdict, status, reason, final_url, milliseconds)
        SELECT link_id, checked_at, outcome, verdict, status, reason, final_url, milliseconds
          FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[], $8::int[])
            AS checked (link_id, checked_at, outcome, verdict, status, reason, final_url, milliseconds)
        """;

    private const string SelectSpellings = """
        SELECT DISTINCT link_id, url
          FROM paper_links
         WHERE link_id = ANY ($1)
        """;

    /// <summary>Records checks of different links.</summary>
    /// <returns>Those that counted: the others' leases had run out.</returns>
    public async Task<IReadOnlyList<FinishedCheck>> SaveAsync(IReadOnlyList<FinishedCheck> checks, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var firstVerdicts = 0L;
        var mine = new HashSet<(long LinkId, Guid Lease)>();
        await using (var command = new NpgsqlCommand(LockMine, connection)
        {
            Parameters = { Column(checks, check => check.Link.LinkId), Column(checks, check => check.Link.Lease) },
        })
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                mine.Add((reader.GetInt64(0), reader.GetGuid(1)));
                firstVerdicts += reader.GetBoolean(3) ? reader.GetInt32(2) : 0;
            }
        }

        var saved = checks.Where(check => mine.Contains((check.Link.LinkId, check.Link.Lease))).ToList();
        if (saved.Count == 0)
            return saved;
        await UpdateAsync(connection, saved, cancellationToken);
        await InsertHistoryAsync(connection, saved, cancellationToken);
        await TellAsync(connection, saved, cancellationToken);
        await Tallies.AddAsync(connection, new Dictionary<string, long> { [TallyNames.LinksChecked] = firstVerdicts }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return saved;
    }

    private static async Task UpdateAsync(NpgsqlConnection connection, List<FinishedCheck> checks, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Update, connection)
        {
            Parameters =
            {
                Column(checks, check => check.Link.LinkId),
                Column(checks, check => check.Verdict.ToString()),
                Column(checks, check => check.Result.Status),
                NullableText(checks, check => check.Reason),
                Column(checks, check => check.CheckedAt),
                Column(checks, check => check.State.Misses),
                Column(checks, check => check.State.LastMissAt),
                Column(checks, check => check.State.Doubts),
                Column(checks, check => check.State.DueAt),
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task InsertHistoryAsync(NpgsqlConnection connection, List<FinishedCheck> checks, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(InsertHistory, connection)
        {
            Parameters =
            {
                Column(checks, check => check.Link.LinkId),
                Column(checks, check => check.CheckedAt),
                Column(checks, check => check.Result.Outcome.ToString()),
                Column(checks, check => check.Verdict.ToString()),
                Column(checks, check => check.Result.Status),
                NullableText(checks, check => check.Reason),
                NullableText(checks, check => check.Result.FinalUrl),
                Column(checks, check => (int)check.Result.Duration.TotalMilliseconds),
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Others know a link by the spelling of the paper that they have it from.
    private async Task TellAsync(NpgsqlConnection connection, List<FinishedCheck> checks, CancellationToken cancellationToken)
    {
        var byId = checks.ToDictionary(check => check.Link.LinkId);
        var told = new List<CheckedLink>();
        await using (var command = new NpgsqlCommand(SelectSpellings, connection) { Parameters = { Column(checks, check => check.Link.LinkId) } })
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                told.Add(byId[reader.GetInt64(0)].ToContract(reader.GetString(1)));
        }

        foreach (var part in EventBatches.Split(told, LinkEvents.Bytes))
            await outbox.AddAsync(connection, new LinksChecked { Links = part }, cancellationToken);
    }

    private static NpgsqlParameter Column<T>(IEnumerable<FinishedCheck> checks, Func<FinishedCheck, T> value) => new() { Value = checks.Select(value).ToArray() };

    private static NpgsqlParameter NullableText(IEnumerable<FinishedCheck> checks, Func<FinishedCheck, string?> value) =>
        new() { Value = checks.Select(value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
