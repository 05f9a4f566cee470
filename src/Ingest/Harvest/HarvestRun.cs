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
        var rejects = new List<RejectAt>();
        for (var at = 0; at < batches.Count; at++)
        {
            var isLast = at == batches.Count - 1;
            await OutboxPressure.WaitAsync(connection, mostEventsWaiting, time, cancellationToken);
            var saved = await SaveBatchAsync(batches[at], isLast, rejects, cursor, cancellationToken);
            rejects.AddRange(saved.Rejects);
            Outcome = Outcome.Plus(saved.Outcome);
            metrics.CountRecords(saved.Outcome.New, saved.Outcome.Changed, saved.Outcome.Unchanged, saved.Rejects.Count);
        }

        Cursor = cursor;
    }

    public async Task SaveRequestsAsync(CancellationToken cancellationToken)
    {
        await HarvestStore.AddAsync(connection, source.Name, Cursor, BatchOutcome.Nothing, [], _unsavedRequests, cancellationToken);
        _unsavedRequests = 0;
    }

    // Rejects are counted with the last batch: if the process ends before, the reply is requested again.
    private async Task<SavedEntries> SaveBatchAsync(
        EntryBatch batch,
        bool isLast,
        IReadOnlyList<RejectAt> earlierRejects,
        string nextCursor,
        CancellationToken cancellationToken)
    {
        using var trace = HarvestSource.Activities.StartTrace("import batch");
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var saved = await catalogue.SaveAsync(connection, transaction, batch, cancellationToken);
        IReadOnlyList<RejectAt> rejects = isLast ? [.. earlierRejects, .. saved.Rejects] : [];
        await HarvestStore.AddAsync(connection, source.Name, isLast ? nextCursor : Cursor, saved.Outcome, rejects, _unsavedRequests, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _unsavedRequests = 0;
        return saved;
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
