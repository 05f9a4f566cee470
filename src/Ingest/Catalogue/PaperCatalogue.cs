using Npgsql;
using Papers.Contracts;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Merge;
using Papers.Ingest.Records;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Ingest.Catalogue;

/// <summary>Saves records into the canonical papers, one batch per transaction; imports, harvests and submissions all save through it.</summary>
internal sealed class PaperCatalogue(Outbox outbox, TimeProvider time)
{
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
        var observations = records.Where(record => record.Counts is not null)
            .Select(record => new SourceObservation(PaperOf(papers, record), record.Record.Source, record.Counts!)) // those without counts were filtered out
            .ToList();
        await SaveMergedPapers.SaveAsync(connection, outbox, papers, batch.Placed, observations, now, cancellationToken);
        return new(
            BatchOutcome.Of([.. recordOutcomes, .. deletionOutcomes]),
            [.. records.Zip(recordOutcomes, (record, outcome) => new SavedRecord(PaperOf(papers, record), outcome))]);
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
}

/// <param name="Outcome">Over records and deletions.</param>
/// <param name="Records">The outcome of each record, in the order given.</param>
internal sealed record SavedBatch(BatchOutcome Outcome, IReadOnlyList<SavedRecord> Records);

/// <summary>How many records and deletions of a batch made a new paper, changed or withdrew one, or changed nothing.</summary>
internal sealed record BatchOutcome(int New, int Changed, int Unchanged)
{
    public static BatchOutcome Nothing { get; } = new(0, 0, 0);

    public static BatchOutcome Of(IReadOnlyList<RecordOutcome> outcomes) => new(
        outcomes.Count(outcome => outcome == RecordOutcome.New),
        outcomes.Count(outcome => outcome == RecordOutcome.Changed),
        outcomes.Count(outcome => outcome == RecordOutcome.Unchanged));
}
