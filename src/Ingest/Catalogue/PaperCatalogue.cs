using Npgsql;
using Papers.Contracts;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Merge;
using Papers.Ingest.Records;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Ingest.Catalogue;

/// <summary>The canonical papers. Whoever brings records, by file or by harvest, brings them here, a batch a transaction.</summary>
public sealed class PaperCatalogue(Outbox outbox, TimeProvider time)
{
    /// <summary>
    /// Merges what a source says into the catalogue within the connection's open transaction, and writes the events that tell of it. Other writers
    /// wait until that transaction ends, so prepare everything else before, and commit soon.
    /// </summary>
    /// <param name="connection">With an open transaction.</param>
    /// <param name="records">In the order of their text.</param>
    /// <param name="deletions">Of the same text; their lines tell where among the records they belong.</param>
    /// <param name="readAt">When that text was got from its source.</param>
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
        var sightings = records.Where(record => record.Seen is not null)
            .Select(record => new Sighting(PaperOf(papers, record), record.Record.Source, record.Seen!)) // those without one were left out
            .ToList();
        await SaveMerged.SaveAsync(connection, outbox, papers, batch.Placed, sightings, now, cancellationToken);
        return new(
            BatchOutcome.Of([.. recordOutcomes, .. deletionOutcomes]),
            [.. records.Zip(recordOutcomes, (record, outcome) => new SavedRecord(PaperOf(papers, record), outcome))]);
    }

    private static (List<RecordOutcome> Records, List<RecordOutcome> Deletions) Apply(
        MergeBatch batch,
        IReadOnlyList<DigestedRecord> records,
        IReadOnlyList<DeletedRecord> deletions)
    {
        var (saidOutcomes, deletionOutcomes) = (new List<RecordOutcome>(records.Count), new List<RecordOutcome>(deletions.Count));
        foreach (var record in records)
        {
            while (deletionOutcomes.Count < deletions.Count && deletions[deletionOutcomes.Count].Line < record.Line)
            {
                deletionOutcomes.Add(batch.Apply(deletions[deletionOutcomes.Count]));
            }

            saidOutcomes.Add(batch.Apply(record));
        }

        deletionOutcomes.AddRange(deletions.Skip(deletionOutcomes.Count).Select(batch.Apply));
        return (saidOutcomes, deletionOutcomes);
    }

    private static string PaperOf(KnownPapers papers, DigestedRecord record) =>
        papers.FindStatement(new(record.Record.Source, record.Key))!.PaperId; // every record that was applied stands somewhere
}

/// <param name="Outcome">Over records and deletions.</param>
/// <param name="Records">What came of each record, in the order in which they were brought.</param>
public sealed record SavedBatch(BatchOutcome Outcome, IReadOnlyList<SavedRecord> Records);

/// <summary>How many records and deletions of a batch made a new paper, a new revision or the end of one, or nothing new.</summary>
public sealed record BatchOutcome(int New, int Changed, int Unchanged)
{
    public static BatchOutcome Nothing { get; } = new(0, 0, 0);

    public static BatchOutcome Of(IReadOnlyList<RecordOutcome> outcomes) => new(
        outcomes.Count(outcome => outcome == RecordOutcome.New),
        outcomes.Count(outcome => outcome == RecordOutcome.Changed),
        outcomes.Count(outcome => outcome == RecordOutcome.Unchanged));
}
