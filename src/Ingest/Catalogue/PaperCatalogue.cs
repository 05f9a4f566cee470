using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Contracts.Operations;
using Papers.Ingest.Merge;
using Papers.Ingest.Sources;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Postgres;

namespace Papers.Ingest.Catalogue;

/// <summary>The canonical papers. Whoever brings records, by file or by harvest, brings them here, a batch a transaction.</summary>
public sealed class PaperCatalogue(Outbox outbox, TimeProvider time)
{
    /// <summary>As many records as one event may carry.</summary>
    public const int LargestBatch = BatchLimits.Items;

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
        var papers = await LoadPapers.LoadAsync(connection, records, cancellationToken);
        var batch = new MergeBatch(papers, now);
        var saved = new List<SavedRecord>(records.Count);
        foreach (var record in records)
        {
            saved.Add(batch.Apply(record));
        }

        var said = papers.All.Where(paper => paper.ChangedSources.Count > 0).OrderBy(paper => paper.PaperId, StringComparer.Ordinal).ToList();
        if (said.Count > 0)
        {
            await SavePapers.SaveAsync(connection, said, now, cancellationToken);
        }

        var revised = said.FindAll(paper => paper.IsRevised).ConvertAll(paper => IngestedPapers.Of(paper.Canonical!)); // revised papers have one
        foreach (var part in EventBatches.Split(revised, IngestedPapers.Bytes))
        {
            await outbox.AddAsync(connection, new PapersIngested { Papers = part }, cancellationToken);
        }

        var sightings = records.Zip(saved).Where(pair => pair.First.Seen is not null)
            .Select(pair => (pair.Second.PaperId, pair.First.Record.Source, pair.First.Seen!)) // those without one were left out
            .ToList();
        foreach (var part in EventBatches.Split(await Sightings.SaveAsync(connection, sightings, cancellationToken), _ => Sightings.Bytes))
        {
            await outbox.AddAsync(connection, new PapersObserved { Papers = part }, cancellationToken);
        }

        var outcome = BatchOutcome.Of(saved, deletions.Count);
        await Tallies.AddAsync(
            connection,
            new Dictionary<string, long>
            {
                [TallyNames.Papers] = outcome.New,
                [TallyNames.Revisions] = outcome.New + outcome.Changed,
            },
            cancellationToken);
        return new(outcome, saved);
    }
}

/// <param name="Outcome">Over records and deletions.</param>
/// <param name="Records">What came of each record, in the order in which they were brought.</param>
public sealed record SavedBatch(BatchOutcome Outcome, IReadOnlyList<SavedRecord> Records);

/// <summary>How many records and deletions of a batch made a new paper, a new revision or the end of one, or nothing new.</summary>
public sealed record BatchOutcome(int New, int Changed, int Unchanged)
{
    public static BatchOutcome Nothing { get; } = new(0, 0, 0);

    public static BatchOutcome Of(IReadOnlyList<SavedRecord> saved, int unchangedDeletions)
    {
        var outcomes = new int[3];
        foreach (var record in saved)
        {
            outcomes[(int)record.Outcome]++;
        }

        return new(outcomes[(int)RecordOutcome.New], outcomes[(int)RecordOutcome.Changed], outcomes[(int)RecordOutcome.Unchanged] + unchangedDeletions);
    }
}
