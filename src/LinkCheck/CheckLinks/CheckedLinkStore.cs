using Npgsql;
using NpgsqlTypes;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Operations;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Postgres;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>Saves the results of checks and publishes the verdicts, in one transaction.</summary>
internal sealed class CheckedLinkStore(NpgsqlDataSource db, Outbox outbox)
{
    // Locks links in the order of their identities, as all transactions do. A link whose lease has expired may be leased by another worker: it is left out.
    private const string LockLeased = """
        SELECT links.link_id, links.lease, links.pairs, links.verdict IS NULL
          FROM links
          JOIN unnest($1::bigint[], $2::uuid[]) AS checked (link_id, lease) USING (link_id, lease)
         ORDER BY links.identity
           FOR NO KEY UPDATE OF links
        """;

    private const string Update = """
        UPDATE links
           SET verdict = checked.verdict, status = checked.status, reason = checked.reason, checked_at = checked.checked_at,
               misses = checked.misses, last_miss_at = checked.last_miss_at, unsure_checks = checked.unsure_checks, due_at = checked.due_at, lease = NULL
          FROM unnest(
                $1::bigint[], $2::text[], $3::int[], $4::text[], $5::timestamptz[], $6::int[], $7::timestamptz[], $8::int[], $9::timestamptz[])
            AS checked (link_id, verdict, status, reason, checked_at, misses, last_miss_at, unsure_checks, due_at)
         WHERE links.link_id = checked.link_id
        """;

    private const string InsertHistory = """
        INSERT INTO link_checks (link_id, checked_at, outcome, verdict, status, reason, final_url, milliseconds)
        SELECT link_id, checked_at, outcome, verdict, status, reason, final_url, milliseconds
          FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[], $8::int[])
            AS checked (link_id, checked_at, outcome, verdict, status, reason, final_url, milliseconds)
        """;

    private const string SelectUrls = """
        SELECT DISTINCT link_id, url
          FROM paper_links
         WHERE link_id = ANY ($1)
        """;

    /// <summary>Saves the checks of different links.</summary>
    /// <returns>The saved ones, without those whose lease had expired.</returns>
    public async Task<IReadOnlyList<FinishedCheck>> SaveAsync(IReadOnlyList<FinishedCheck> checks, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var firstVerdicts = 0L;
        var leased = new HashSet<(long LinkId, Guid Lease)>();
        await using (var command = new NpgsqlCommand(LockLeased, connection)
        {
            Parameters = { Column(checks, check => check.Link.LinkId), Column(checks, check => check.Link.Lease) },
        })
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                leased.Add((reader.GetInt64(0), reader.GetGuid(1)));
                firstVerdicts += reader.GetBoolean(3) ? reader.GetInt32(2) : 0;
            }
        }

        var saved = checks.Where(check => leased.Contains((check.Link.LinkId, check.Link.Lease))).ToList();
        if (saved.Count == 0)
        {
            return saved;
        }

        await UpdateAsync(connection, saved, cancellationToken);
        await InsertHistoryAsync(connection, saved, cancellationToken);
        await PublishAsync(connection, saved, cancellationToken);
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
                Column(checks, check => check.State.UnsureChecks),
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

    // Receivers know a link by the URL in their paper, so a verdict is published for each URL of the link.
    private async Task PublishAsync(NpgsqlConnection connection, List<FinishedCheck> checks, CancellationToken cancellationToken)
    {
        var byId = checks.ToDictionary(check => check.Link.LinkId);
        var verdicts = new List<CheckedLink>();
        var ids = Column(checks, check => check.Link.LinkId);
        await using (var command = new NpgsqlCommand(SelectUrls, connection) { Parameters = { ids } })
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                verdicts.Add(byId[reader.GetInt64(0)].ToContract(reader.GetString(1)));
            }
        }

        foreach (var checkedLinks in LinkEventFactory.LinksChecked(verdicts, isReplay: false))
        {
            await outbox.AddAsync(connection, checkedLinks, cancellationToken);
        }
    }

    private static NpgsqlParameter Column<T>(IEnumerable<FinishedCheck> checks, Func<FinishedCheck, T> value) =>
        new() { Value = checks.Select(value).ToArray() };

    private static NpgsqlParameter NullableText(IEnumerable<FinishedCheck> checks, Func<FinishedCheck, string?> value) =>
        new() { Value = checks.Select(value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
