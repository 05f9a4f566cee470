using Npgsql;
using NpgsqlTypes;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Postgres;
using Papers.Ingest.Records;

namespace Papers.Ingest.Harvest;

/// <summary>The progress and state of each source (table harvests).</summary>
internal sealed class HarvestStore(NpgsqlDataSource db, TimeProvider time)
{
    private const string InsertMissing = """
        INSERT INTO harvests (source, due_at)
        SELECT source, $2
          FROM unnest($1::text[]) AS known (source)
        ON CONFLICT (source) DO NOTHING
        """;

    private const string ReadAll = """
        SELECT source, cursor::text, due_at, last_started_at, last_succeeded_at, failures_in_a_row, last_error, last_error_at, new_papers,
               changed_papers, rejected, last_reject, requests
          FROM harvests
         WHERE source = ANY($1)
        """;

    private const string SetStarted = """
        UPDATE harvests
           SET last_started_at = $2
         WHERE source = $1
        """;

    private const string AddProgress = """
        UPDATE harvests
           SET cursor = $2, new_papers = new_papers + $3, changed_papers = changed_papers + $4, rejected = rejected + $5,
               last_reject = coalesce($6, last_reject), requests = requests + $7
         WHERE source = $1
        """;

    private const string SetSucceeded = """
        UPDATE harvests
           SET last_succeeded_at = $2, failures_in_a_row = 0, due_at = $3
         WHERE source = $1
        """;

    private const string SetFailed = """
        UPDATE harvests
           SET failures_in_a_row = $2, last_error = $3, last_error_at = $4, due_at = $5
         WHERE source = $1
        """;

    private const string SetDue = """
        UPDATE harvests
           SET due_at = least(due_at, $2)
         WHERE source = $1
        """;

    /// <summary>Registers new sources, which are due at once.</summary>
    public async Task EnsureAsync(IReadOnlyList<string> sources, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(InsertMissing, [sources.ToArray(), time.GetUtcNow()], cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, HarvestProgress>> ReadAsync(IReadOnlyList<string> sources, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        return await ReadAsync(connection, sources, cancellationToken);
    }

    public static async Task<IReadOnlyDictionary<string, HarvestProgress>> ReadAsync(
        NpgsqlConnection connection,
        IReadOnlyList<string> sources,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadAll, connection) { Parameters = { new() { Value = sources.ToArray() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var known = new Dictionary<string, HarvestProgress>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            known.Add(reader.GetString(0), new HarvestProgress
            {
                Cursor = Text(1),
                DueAt = reader.GetFieldValue<DateTimeOffset>(2),
                LastStartedAt = Time(3),
                LastSucceededAt = Time(4),
                FailuresInARow = reader.GetInt32(5),
                LastError = Text(6),
                LastErrorAt = Time(7),
                NewPapers = reader.GetInt64(8),
                ChangedPapers = reader.GetInt64(9),
                Rejected = reader.GetInt64(10),
                LastReject = Text(11),
                Requests = reader.GetInt64(12),
            });
        }

        return known;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        DateTimeOffset? Time(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
    }

    public Task SetStartedAsync(NpgsqlConnection connection, string source, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(SetStarted, [source, time.GetUtcNow()], cancellationToken);

    /// <summary>Adds the outcome of part of a harvest, in the transaction that saves its papers if there is one.</summary>
    internal static async Task AddAsync(
        NpgsqlConnection connection,
        string source,
        string? cursor,
        BatchOutcome outcome,
        IReadOnlyList<RejectAt> rejects,
        long requests,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(AddProgress, connection)
        {
            Parameters =
            {
                new() { Value = source },
                new() { Value = (object?)cursor ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb },
                new() { Value = (long)outcome.New },
                new() { Value = (long)outcome.Changed },
                new() { Value = (long)rejects.Count },
                new() { Value = rejects.Count > 0 ? rejects[^1].Entry.Reason : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = requests },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task SetSucceededAsync(NpgsqlConnection connection, string source, TimeSpan interval, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(SetSucceeded, [source, time.GetUtcNow(), time.GetUtcNow() + interval], cancellationToken);

    public Task SetFailedAsync(
        NpgsqlConnection connection,
        string source,
        int failuresInARow,
        string error,
        TimeSpan pause,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(SetFailed, [source, failuresInARow, error, time.GetUtcNow(), time.GetUtcNow() + pause], cancellationToken);

    /// <summary>Makes it due now.</summary>
    public async Task SetDueAsync(string source, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(SetDue, [source, time.GetUtcNow()], cancellationToken);
    }
}

/// <summary>The stored state of one source.</summary>
internal sealed record HarvestProgress
{
    public string? Cursor { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? LastStartedAt { get; init; }

    public DateTimeOffset? LastSucceededAt { get; init; }

    public required int FailuresInARow { get; init; }

    public string? LastError { get; init; }

    public DateTimeOffset? LastErrorAt { get; init; }

    public required long NewPapers { get; init; }

    public required long ChangedPapers { get; init; }

    public required long Rejected { get; init; }

    public string? LastReject { get; init; }

    public required long Requests { get; init; }
}
