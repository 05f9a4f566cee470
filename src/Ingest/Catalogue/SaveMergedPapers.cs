using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Contracts.Operations;
using Papers.Ingest.Duplicates;
using Papers.Ingest.Merge;
using Papers.Ingest.Records;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Postgres;

namespace Papers.Ingest.Catalogue;

/// <summary>
/// Saves the papers that a batch changed, with their events and totals. It runs the statements of SavePaperRows, StatementCommands,
/// LookupKeyCommands and DuplicateCommands.
/// </summary>
internal static class SaveMergedPapers
{
    public static async Task SaveAsync(
        NpgsqlConnection connection,
        Outbox outbox,
        KnownPapers papers,
        IReadOnlyCollection<KnownPaper> placed,
        IReadOnlyList<SourceObservation> observations,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var touched = papers.All.Where(paper => paper.IsTouched).OrderBy(paper => paper.PaperId, StringComparer.Ordinal).ToList();
        if (touched.Count > 0)
        {
            await SavePaperRows.SaveAsync(connection, touched, DuplicateRule.Among(papers, placed), now, cancellationToken);
        }

        var revised = touched.FindAll(paper => paper.IsRevised);
        var ingested = revised.FindAll(paper => paper.IsLive).ConvertAll(paper => PaperEvents.Ingested(paper.Canonical!)); // a live paper has one
        foreach (var part in EventBatches.Split(ingested, PaperEvents.IngestedBytes))
        {
            await outbox.AddAsync(connection, new PapersIngested { Papers = part }, cancellationToken);
        }

        var withdrawn = revised.FindAll(paper => !paper.IsLive && paper.PublishedRevision is not null).ConvertAll(paper => PaperEvents.Withdrawn(paper.Canonical!, paper.Withdrawal!)); // a published paper that is not live has both
        foreach (var part in EventBatches.Split(withdrawn, _ => PaperEvents.WithdrawnBytes))
        {
            await outbox.AddAsync(connection, new PapersWithdrawn { Papers = part }, cancellationToken);
        }

        var observed = await SaveObservationsAsync(connection, observations, withdrawn, cancellationToken);
        foreach (var part in EventBatches.Split(observed, _ => Observations.Bytes))
        {
            await outbox.AddAsync(connection, new PapersObserved { Papers = part }, cancellationToken);
        }

        await Tallies.AddAsync(
            connection,
            new Dictionary<string, long>
            {
                [TallyNames.Papers] = revised.Sum(paper => (paper.IsLive ? 1 : 0) - (paper.PublishedRevision is null ? 0 : 1)),
                // A live paper has one.
                [TallyNames.Revisions] = revised.Sum(paper => (paper.IsLive ? paper.Canonical!.Revision : 0) - (paper.PublishedRevision ?? 0)),
            },
            cancellationToken);
    }

    // The counts of a merged paper move to the paper it was merged into.
    private static async Task<List<PaperObservation>> SaveObservationsAsync(
        NpgsqlConnection connection,
        IReadOnlyList<SourceObservation> observations,
        List<WithdrawnPaper> withdrawn,
        CancellationToken cancellationToken)
    {
        var mergedInto = withdrawn.Where(paper => paper.MergedInto is not null).ToDictionary(paper => paper.PaperId.Value, paper => paper.MergedInto!.Value.Value);
        if (mergedInto.Count > 0)
        {
            var taken = await Observations.TakeAsync(connection, mergedInto.Keys, cancellationToken);
            observations =
            [
                .. observations,
                .. taken.Select(each => new SourceObservation(Final(each.PaperId.Value), each.Source, new ObservedCounts
                {
                    ObservedAt = each.ObservedAt,
                    Upvotes = each.Upvotes,
                    GithubStars = each.GithubStars,
                    Comments = each.Comments,
                })),
            ];
        }

        return await Observations.SaveAsync(connection, observations, cancellationToken);

        string Final(string paperId) => mergedInto.TryGetValue(paperId, out var next) ? Final(next) : paperId;
    }
}
