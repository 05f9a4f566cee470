using Npgsql;
using Papers.Contracts;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Merge;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Ingest.Catalogue;

/// <summary>Saves records into the canonical papers, one batch per transaction; imports, harvests and submissions all save through it.</summary>
internal sealed partial class PaperCatalogue(Outbox outbox, TimeProvider time, ILogger<PaperCatalogue> logger)
{
    private const string Savepoint = "entries";

    /// <summary>
    /// Saves a batch within an open transaction. After an unexpected exception its entries are saved one by one, and those that fail again are rejected, so
    /// that one record costs one record.
    /// </summary>
    public async Task<SavedEntries> SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, EntryBatch batch, CancellationToken cancellationToken)
    {
        await transaction.SaveAsync(Savepoint, cancellationToken);
        try
        {
            var saved = await SaveAsync(connection, batch.Records, batch.Deletions, batch.ReadAt, cancellationToken);
            return new(saved.Outcome, WithConflicts(batch.Rejects, batch.Records, saved));
        }
        catch (Exception fault) when (!TransientFault.Is(fault))
        {
            Log.BatchFailed(logger, fault, batch.Count);
            await transaction.RollbackAsync(Savepoint, cancellationToken);
        }

        var outcome = BatchOutcome.Nothing;
        var rejects = batch.Rejects.ToList();
        foreach (var (line, position, records, deletions) in Singles(batch))
        {
            await transaction.SaveAsync(Savepoint, cancellationToken);
            try
            {
                var saved = await SaveAsync(connection, records, deletions, batch.ReadAt, cancellationToken);
                outcome = outcome.Plus(saved.Outcome);
                rejects = [.. WithConflicts(rejects, records, saved)];
            }
            catch (Exception fault) when (!TransientFault.Is(fault))
            {
                Log.EntryFailed(logger, fault, line);
                await transaction.RollbackAsync(Savepoint, cancellationToken);
                rejects.Add(new(position, RejectedEntry.Unexpected(line, fault)));
            }
        }

        return new(outcome, [.. rejects.OrderBy(reject => reject.Position)]);
    }

    /// <summary>
    /// Merges a batch within the connection's open transaction and adds its events to the outbox. Other writers wait until that transaction ends, so
    /// prepare everything else before, and commit soon.
    /// </summary>
    /// <param name="connection">With an open transaction.</param>
    /// <param name="records">In the order of their text.</param>
    /// <param name="deletions">Of the same text; their lines give their order among the records.</param>
    /// <param name="readAt">When that text was fetched from its source.</param>
    public async Task<SavedBatch> SaveAsync(
        NpgsqlConnection connection,
        IReadOnlyList<DigestedRecord> records,
        IReadOnlyList<DeletedRecord> deletions,
        DateTimeOffset readAt,
        CancellationToken cancellationToken)
    {
        if (records.Count + deletions.Count == 0)
        {
            return new(BatchOutcome.Nothing, []);
        }

        var now = time.GetUtcNow();
        var deleted = deletions.Select(deletion => ArxivId.TryParse(deletion.ArxivId, out var id) ? id.Value : deletion.ArxivId).ToList();
        var papers = await LoadPapers.LoadAsync(connection, records, deleted, readAt, cancellationToken);
        var batch = new MergeBatch(papers, now, readAt);
        var (recordOutcomes, deletionOutcomes) = Apply(batch, records, deletions);
        var observations = records.Zip(recordOutcomes).Where(pair => pair.First.Counts is not null && pair.Second != RecordOutcome.Conflict).Select(pair => pair.First)
            .Select(record => new SourceObservation(PaperOf(papers, record), record.Record.Source, record.Counts!)) // those without counts were filtered out
            .ToList();
        await SaveMergedPapers.SaveAsync(connection, outbox, papers, batch.Placed, observations, now, cancellationToken);
        return new(
            BatchOutcome.Of([.. recordOutcomes, .. deletionOutcomes]),
            [.. records.Zip(recordOutcomes, (record, outcome) => new SavedRecord(PaperOf(papers, record), outcome))]);
    }

    private static IReadOnlyList<RejectAt> WithConflicts(IReadOnlyList<RejectAt> rejects, IReadOnlyList<DigestedRecord> records, SavedBatch saved)
    {
        var conflicts = records.Zip(saved.Records).Where(pair => pair.Second.Outcome == RecordOutcome.Conflict).Select(pair => pair.First).ToList();
        return conflicts.Count == 0 ? rejects :
        [
            .. rejects.Concat(conflicts.Select(record => new RejectAt(record.Position, new RejectedEntry(
                record.Line,
                $"\"{TruncatedText.Quote(record.Record.Title)}\" has the key {TruncatedText.Quote(record.Key)} of another paper of this source, with other words."))))
                .OrderBy(reject => reject.Position),
        ];
    }

    private static IEnumerable<(long Line, long Position, IReadOnlyList<DigestedRecord> Records, IReadOnlyList<DeletedRecord> Deletions)> Singles(
        EntryBatch batch)
    {
        IEnumerable<(long Line, long Position, IReadOnlyList<DigestedRecord> Records, IReadOnlyList<DeletedRecord> Deletions)> records =
            batch.Records.Select(record => (record.Line, record.Position, (IReadOnlyList<DigestedRecord>)[record], (IReadOnlyList<DeletedRecord>)[]));
        var deletions = batch.Deletions.Select(deletion => (deletion.Line, deletion.Position, (IReadOnlyList<DigestedRecord>)[], (IReadOnlyList<DeletedRecord>)[deletion]));
        return records.Concat(deletions).OrderBy(entry => entry.Position);
    }

    private static (List<RecordOutcome> Records, List<RecordOutcome> Deletions) Apply(
        MergeBatch batch,
        IReadOnlyList<DigestedRecord> records,
        IReadOnlyList<DeletedRecord> deletions)
    {
        var (recordOutcomes, deletionOutcomes) = (new List<RecordOutcome>(records.Count), new List<RecordOutcome>(deletions.Count));
        foreach (var record in records)
        {
            while (deletionOutcomes.Count < deletions.Count && deletions[deletionOutcomes.Count].Line < record.Line)
            {
                deletionOutcomes.Add(batch.Apply(deletions[deletionOutcomes.Count]));
            }

            recordOutcomes.Add(batch.Apply(record));
        }

        deletionOutcomes.AddRange(deletions.Skip(deletionOutcomes.Count).Select(batch.Apply));
        return (recordOutcomes, deletionOutcomes);
    }

    private static string PaperOf(KnownPapers papers, DigestedRecord record) =>
        papers.FindStatement(new(record.Record.Source, record.Key))!.PaperId; // every applied record belongs to a paper

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Saving a batch of {Count} entries failed, retrying one by one")]
        public static partial void BatchFailed(ILogger logger, Exception exception, int count);

        [LoggerMessage(LogLevel.Error, "Saving the entry of line {Line} failed, rejected it")]
        public static partial void EntryFailed(ILogger logger, Exception exception, long line);
    }
}

/// <param name="Rejects">Those of the batch, and the entries that could not be saved.</param>
internal sealed record SavedEntries(BatchOutcome Outcome, IReadOnlyList<RejectAt> Rejects);

/// <param name="Outcome">Over records and deletions.</param>
/// <param name="Records">The outcome of each record, in the order given.</param>
internal sealed record SavedBatch(BatchOutcome Outcome, IReadOnlyList<SavedRecord> Records);

/// <summary>How many records and deletions of a batch made a new paper, changed or withdrew one, or changed nothing.</summary>
internal sealed record BatchOutcome(int New, int Changed, int Unchanged)
{
    public static BatchOutcome Nothing { get; } = new(0, 0, 0);

    public BatchOutcome Plus(BatchOutcome other) => new(New + other.New, Changed + other.Changed, Unchanged + other.Unchanged);

    public static BatchOutcome Of(IReadOnlyList<RecordOutcome> outcomes) => new(
        outcomes.Count(outcome => outcome == RecordOutcome.New),
        outcomes.Count(outcome => outcome == RecordOutcome.Changed),
        outcomes.Count(outcome => outcome == RecordOutcome.Unchanged));
}
