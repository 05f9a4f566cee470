using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Contracts.Operations;
using Papers.Ingest.Merge;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Postgres;

namespace Papers.Ingest.Catalogue;

/// <summary>The canonical papers. Whoever brings records, by file or by harvest, brings them here, a batch a transaction.</summary>
public sealed class PaperCatalogue(Outbox outbox, TimeProvider time)
{
    /// <summary>As many records as one event may carry.</summary>
    public const int LargestBatch = BatchLimits.Items;

    /// <summary>
    /// Merges records into the catalogue within the connection's open transaction, and writes the events that tell of it. Other writers wait
    /// until that transaction ends, so prepare everything else before, and commit soon.
    /// </summary>
    public async Task<BatchOutcome> SaveAsync(NpgsqlConnection connection, IReadOnlyList<DigestedRecord> records, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var papers = await LoadPapers.LoadAsync(connection, records, cancellationToken);
        var batch = new MergeBatch(papers, now);
        var outcomes = new int[3];
        foreach (var record in records)
        {
            outcomes[(int)batch.Apply(record)]++;
        }

        var outcome = new BatchOutcome(outcomes[(int)RecordOutcome.New], outcomes[(int)RecordOutcome.Changed], outcomes[(int)RecordOutcome.Unchanged]);
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

        await Tallies.AddAsync(
            connection,
            new Dictionary<string, long>
            {
                [TallyNames.Papers] = outcome.New,
                [TallyNames.Revisions] = outcome.New + outcome.Changed,
            },
            cancellationToken);
        return outcome;
    }
}

/// <summary>How many records of a batch made a new paper, a new revision, or nothing new.</summary>
public sealed record BatchOutcome(int New, int Changed, int Unchanged)
{
    public static BatchOutcome Nothing { get; } = new(0, 0, 0);
}
