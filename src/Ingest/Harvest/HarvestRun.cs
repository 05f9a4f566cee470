using Npgsql;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Records;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Telemetry;

namespace Papers.Ingest.Harvest;

/// <summary>One harvest of one source, by the replica that holds its lock: all of it happens on the connection that holds it.</summary>
internal sealed class HarvestRun
{
    private readonly NpgsqlConnection _connection;
    private readonly SourceOptions _source;
    private readonly HarvestParts _parts;
    private long _unsavedRequests;

    internal HarvestRun(NpgsqlConnection connection, SourceOptions source, string? cursor, HarvestParts parts)
    {
        (_connection, _source, _parts, Cursor) = (connection, source, parts, cursor);
        StartedAt = parts.Time.GetUtcNow();
    }

    /// <summary>As it was saved last; null where nothing was yet.</summary>
    public string? Cursor { get; private set; }

    public DateTimeOffset StartedAt { get; }

    public DateTimeOffset Now => _parts.Time.GetUtcNow();

    /// <summary>What came of it so far.</summary>
    public BatchOutcome Outcome { get; private set; } = BatchOutcome.Nothing;

    /// <exception cref="SourceUnavailableException">No reply came that makes sense, however often it was asked for.</exception>
    public Task<T> AskAsync<T>(SourceRequest request, Func<Stream, SourceContext, T> read, CancellationToken cancellationToken) =>
        AskAsync(request, reply => read(reply.Open(), new(request.Day, reply.ReadAt)), cancellationToken);

    /// <exception cref="SourceUnavailableException">No reply came that makes sense, however often it was asked for.</exception>
    public Task<T> AskAsync<T>(SourceRequest request, Func<SourceReply, T> read, CancellationToken cancellationToken) =>
        _parts.Ask.AskAsync(_connection, _source, request, read, () => _unsavedRequests++, cancellationToken);

    /// <summary>
    /// Saves the entries of one reply, and with the last of them the cursor that vouches for all: were we to end in between, the reply would be asked for again,
    /// and what was saved of it found unchanged.
    /// </summary>
    /// <param name="entries">In the reply's order.</param>
    /// <param name="readAt">When the reply came.</param>
    /// <param name="cursor">JSON, from where the next harvest goes on.</param>
    public async Task SaveAsync(IReadOnlyList<SourceEntry> entries, DateTimeOffset readAt, string cursor, CancellationToken cancellationToken)
    {
        var batches = BatchesOf(entries, readAt);
        var rejects = batches.SelectMany(batch => batch.Rejects).ToList();
        for (var at = 0; at < batches.Count; at++)
        {
            var isLast = at == batches.Count - 1;
            await OutboxPressure.WaitAsync(_connection, _parts.MostEventsWaiting, _parts.Time, cancellationToken);
            var outcome = await SaveBatchAsync(batches[at], isLast ? cursor : Cursor, isLast ? rejects : [], cancellationToken);
            Outcome = new(Outcome.New + outcome.New, Outcome.Changed + outcome.Changed, Outcome.Unchanged + outcome.Unchanged);
            _parts.Metrics.Read(outcome.New, outcome.Changed, outcome.Unchanged, batches[at].Rejects.Count);
        }

        Cursor = cursor;
    }

    internal async Task SaveRequestsAsync(CancellationToken cancellationToken)
    {
        await HarvestStore.AddAsync(_connection, _source.Name, Cursor, BatchOutcome.Nothing, [], _unsavedRequests, cancellationToken);
        _unsavedRequests = 0;
    }

    private async Task<BatchOutcome> SaveBatchAsync(EntryBatch batch, string? cursor, IReadOnlyList<RejectAt> rejects, CancellationToken cancellationToken)
    {
        using var trace = HarvestSource.Activities.StartTrace("import batch");
        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        var outcome = (await _parts.Catalogue.SaveAsync(_connection, batch.Records, batch.Deletions, batch.ReadAt, cancellationToken)).Outcome;
        await HarvestStore.AddAsync(_connection, _source.Name, cursor, outcome, rejects, _unsavedRequests, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _unsavedRequests = 0;
        return outcome;
    }

    // There is always one, if it be empty: the cursor goes with it.
    private List<EntryBatch> BatchesOf(IReadOnlyList<SourceEntry> entries, DateTimeOffset readAt)
    {
        var latestDay = FutureDays.LatestDay(readAt);
        var batches = new List<EntryBatch> { new(0, readAt) };
        foreach (var entry in entries)
        {
            if (batches[^1].IsFull)
            {
                batches.Add(new(batches[^1].Position + batches[^1].Count, readAt));
            }

            batches[^1].Add(FutureDays.Reject(latestDay, entry));
        }

        return batches;
    }
}

/// <summary>What every harvest needs.</summary>
internal sealed record HarvestParts(SourceRequester Ask, PaperCatalogue Catalogue, IngestMetrics Metrics, TimeProvider Time, int MostEventsWaiting);
