using Npgsql;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Records;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Telemetry;

namespace Papers.Ingest.Harvest;

/// <summary>One harvest of one source, on the connection that holds the source's lock.</summary>
/// <param name="cursor">As saved last; null if nothing was saved yet.</param>
internal sealed class HarvestRun(
    NpgsqlConnection connection,
    SourceOptions source,
    string? cursor,
    SourceRequester requester,
    PaperCatalogue catalogue,
    IngestMetrics metrics,
    TimeProvider time,
    int mostEventsWaiting)
{
    private long _unsavedRequests;

    public string? Cursor { get; private set; } = cursor;

    public DateTimeOffset Now => time.GetUtcNow();

    public BatchOutcome Outcome { get; private set; } = BatchOutcome.Nothing;

    /// <exception cref="SourceUnavailableException">No attempt got a readable reply.</exception>
    public Task<T> RequestAsync<T>(SourceRequest request, Func<Stream, SourceContext, T> read, CancellationToken cancellationToken) =>
        RequestAsync(request, reply => read(reply.Open(), new(request.Day, reply.ReadAt)), cancellationToken);

    /// <exception cref="SourceUnavailableException">No attempt got a readable reply.</exception>
    public Task<T> RequestAsync<T>(SourceRequest request, Func<SourceReply, T> read, CancellationToken cancellationToken) =>
        requester.RequestAsync(connection, source, request, read, () => _unsavedRequests++, cancellationToken);

    /// <summary>
    /// Saves the entries of one reply, and the cursor with the last of them. If the process ends in between, the reply is requested again and the
    /// entries that were saved are unchanged.
    /// </summary>
    /// <param name="entries">In the reply's order.</param>
    /// <param name="readAt">When the reply arrived.</param>
    /// <param name="cursor">JSON; the next harvest continues there.</param>
    public async Task SaveAsync(IReadOnlyList<SourceEntry> entries, DateTimeOffset readAt, string cursor, CancellationToken cancellationToken)
    {
        var batches = BatchesOf(entries, readAt);
        var rejects = batches.SelectMany(batch => batch.Rejects).ToList();
        for (var at = 0; at < batches.Count; at++)
        {
            var isLast = at == batches.Count - 1;
            await OutboxPressure.WaitAsync(connection, mostEventsWaiting, time, cancellationToken);
            var outcome = await SaveBatchAsync(batches[at], isLast ? cursor : Cursor, isLast ? rejects : [], cancellationToken);
            Outcome = new(Outcome.New + outcome.New, Outcome.Changed + outcome.Changed, Outcome.Unchanged + outcome.Unchanged);
            metrics.CountRecords(outcome.New, outcome.Changed, outcome.Unchanged, batches[at].Rejects.Count);
        }

        Cursor = cursor;
    }

    public async Task SaveRequestsAsync(CancellationToken cancellationToken)
    {
        await HarvestStore.AddAsync(connection, source.Name, Cursor, BatchOutcome.Nothing, [], _unsavedRequests, cancellationToken);
        _unsavedRequests = 0;
    }

    private async Task<BatchOutcome> SaveBatchAsync(EntryBatch batch, string? nextCursor, IReadOnlyList<RejectAt> rejects, CancellationToken cancellationToken)
    {
        using var trace = HarvestSource.Activities.StartTrace("import batch");
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var outcome = (await catalogue.SaveAsync(connection, batch.Records, batch.Deletions, batch.ReadAt, cancellationToken)).Outcome;
        await HarvestStore.AddAsync(connection, source.Name, nextCursor, outcome, rejects, _unsavedRequests, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _unsavedRequests = 0;
        return outcome;
    }

    // At least one, possibly empty, because the cursor is saved with the last.
    private static List<EntryBatch> BatchesOf(IReadOnlyList<SourceEntry> entries, DateTimeOffset readAt)
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
