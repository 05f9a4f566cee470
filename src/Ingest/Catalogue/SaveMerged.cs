using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Contracts.Operations;
using Papers.Ingest.Duplicates;
using Papers.Ingest.Merge;
using Papers.Ingest.Records;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Postgres;

namespace Papers.Ingest.Catalogue;

/// <summary>Saves what became of the papers, with the events that tell of it and the totals that count it.</summary>
internal static class SaveMerged
{
    public static async Task SaveAsync(
        NpgsqlConnection connection,
        Outbox outbox,
        KnownPapers papers,
        IReadOnlyCollection<KnownPaper> placed,
        IReadOnlyList<Sighting> sightings,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var touched = papers.All.Where(paper => paper.IsTouched).OrderBy(paper => paper.PaperId, StringComparer.Ordinal).ToList();
        if (touched.Count > 0)
        {
            await SavePapers.SaveAsync(connection, touched, Twin.Among(papers, placed), now, cancellationToken);
        }

        var revised = touched.FindAll(paper => paper.IsRevised);
        var ingested = revised.FindAll(paper => paper.Stands).ConvertAll(paper => IngestedPapers.Of(paper.Canonical!)); // what stands has one
        foreach (var part in EventBatches.Split(ingested, IngestedPapers.Bytes))
        {
            await outbox.AddAsync(connection, new PapersIngested { Papers = part }, cancellationToken);
        }

        var withdrawn = revised.FindAll(paper => !paper.Stands && paper.ToldRevision is not null).ConvertAll(paper => WithdrawnPapers.Of(paper.Canonical!, paper.Withdrawal!)); // what was told of and does not stand has both
        foreach (var part in EventBatches.Split(withdrawn, _ => WithdrawnPapers.Bytes))
        {
            await outbox.AddAsync(connection, new PapersWithdrawn { Papers = part }, cancellationToken);
        }

        var observed = await SeeAsync(connection, sightings, withdrawn, cancellationToken);
        foreach (var part in EventBatches.Split(observed, _ => Sightings.Bytes))
        {
            await outbox.AddAsync(connection, new PapersObserved { Papers = part }, cancellationToken);
        }

        await Tallies.AddAsync(
            connection,
            new Dictionary<string, long>
            {
                [TallyNames.Papers] = revised.Sum(paper => (paper.Stands ? 1 : 0) - (paper.ToldRevision is null ? 0 : 1)),
                [TallyNames.Revisions] = revised.Sum(paper => (paper.Stands ? paper.Canonical!.Revision : 0) - (paper.ToldRevision ?? 0)), // what stands has one
            },
            cancellationToken);
    }

    // What was counted of a paper that is part of another now was counted of that one.
    private static async Task<List<PaperObservation>> SeeAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Sighting> sightings,
        List<WithdrawnPaper> withdrawn,
        CancellationToken cancellationToken)
    {
        var mergedInto = withdrawn.Where(paper => paper.MergedInto is not null).ToDictionary(paper => paper.PaperId.Value, paper => paper.MergedInto!.Value.Value);
        if (mergedInto.Count > 0)
        {
            var taken = await Sightings.TakeAsync(connection, mergedInto.Keys, cancellationToken);
            sightings =
            [
                .. sightings,
                .. taken.Select(each => new Sighting(Final(each.PaperId.Value), each.Source, new PaperSighting
                {
                    SeenAt = each.ObservedAt,
                    Upvotes = each.Upvotes,
                    GithubStars = each.GithubStars,
                    Comments = each.Comments,
                })),
            ];
        }

        return await Sightings.SaveAsync(connection, sightings, cancellationToken);

        string Final(string paperId) => mergedInto.TryGetValue(paperId, out var next) ? Final(next) : paperId;
    }
}
