using System.Diagnostics;
using Npgsql;
using Papers.Contracts.Operations;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Telemetry;

namespace Papers.ServiceDefaults.Republish;

/// <summary>What is to be told again and how far that has come: kept with the facts, so that it goes on after a kill, on whichever replica.</summary>
public sealed class RepublishStore(NpgsqlDataSource db, IEnumerable<IRepublishedFacts> facts, TimeProvider time)
{
    private const string Begin = """
        INSERT INTO republishing (what, after, told, started_at)
        VALUES ($1, '', 0, $2)
        ON CONFLICT (what) DO UPDATE
           SET after = '', told = 0, started_at = excluded.started_at, finished_at = NULL
        """;

    // The row's own lock is the lease: what one replica tells, another passes over, and a replica that dies gives it back.
    private const string Take = """
        SELECT what, after
          FROM republishing
         WHERE finished_at IS NULL
         ORDER BY what
         LIMIT 1
           FOR UPDATE SKIP LOCKED
        """;

    private const string Advance = """
        UPDATE republishing
           SET after = $2, told = told + $3, finished_at = $4
         WHERE what = $1
        """;

    private const string List = """
        SELECT what, told, started_at, finished_at
          FROM republishing
         ORDER BY what
        """;

    // Replays go out beside the daily work, not before it.
    private const int MostEventsWaiting = 50;

    private static readonly ActivitySource s_activities = new($"{TelemetryDefaults.SourcePrefix}Republish");

    private readonly Dictionary<string, IRepublishedFacts> _facts = facts.ToDictionary(kind => kind.What, StringComparer.Ordinal);

    public bool Owns(string what) => _facts.ContainsKey(what);

    /// <summary>From the start, also where it is under way: all that changed before this call is told.</summary>
    public async Task BeginAsync(string what, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(Begin);
        command.Parameters.Add(new() { Value = what });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<RepublishStatus>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(List);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<RepublishStatus>();
        while (await reader.ReadAsync(cancellationToken))
        {
            all.Add(new()
            {
                What = reader.GetString(0),
                Published = reader.GetInt64(1),
                StartedAt = reader.GetFieldValue<DateTimeOffset>(2),
                FinishedAt = reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3),
            });
        }

        return all;
    }

    /// <summary>Tells the next part of what is to be told, in one transaction with the note of how far it has come.</summary>
    public async Task<RepublishStep> TellNextAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await TakeAsync(connection, cancellationToken) is not var (what, after))
        {
            return RepublishStep.NothingToDo;
        }

        if (await OutboxPressure.IsHighAsync(connection, MostEventsWaiting, cancellationToken))
        {
            return RepublishStep.BrokerIsBehind;
        }

        using var span = s_activities.StartActivity("republish batch")?.SetTag("papers.facts", what);
        var part = await _facts[what].TellNextAsync(connection, after, cancellationToken);
        await using var advance = new NpgsqlCommand(Advance, connection)
        {
            Parameters =
            {
                new() { Value = what },
                new() { Value = part.Count > 0 ? part.Last : after },
                new() { Value = (long)part.Count },
                new() { Value = part.Count > 0 ? DBNull.Value : time.GetUtcNow(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
            },
        };
        await advance.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return part.Count > 0 ? RepublishStep.ToldSome : RepublishStep.Finished;
    }

    private static async Task<(string What, string After)?> TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var take = new NpgsqlCommand(Take, connection);
        await using var reader = await take.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetString(0), reader.GetString(1)) : null;
    }
}

public enum RepublishStep
{
    NothingToDo,
    BrokerIsBehind,
    ToldSome,
    Finished,
}
