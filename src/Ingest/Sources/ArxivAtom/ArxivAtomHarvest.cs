using Microsoft.Extensions.Options;
using Papers.Ingest.Harvest;

namespace Papers.Ingest.Sources.ArxivAtom;

/// <summary>Papers of categories or of a search by arXiv's API, from the latest change back to those that are known.</summary>
internal sealed class ArxivAtomHarvest(IOptions<ArxivAtomOptions> options) : IHarvestedSource
{
    public SourceOptions Options => options.Value;

    public string Describe(string cursor) => ArxivAtomCursor.Read(cursor) switch
    {
        { Walk: { Start: > 0 } walk } => $"{walk.Start:N0} papers back, on the way to {walk.Until:yyyy-MM-dd HH:mm} UTC.",
        { Known: { } known } => $"All up to the change of {known:yyyy-MM-dd HH:mm} UTC are done.",
        _ => "No walk came to its end yet.",
    };

    public async Task HarvestAsync(HarvestRun run, CancellationToken cancellationToken)
    {
        var saved = ArxivAtomCursor.Read(run.Cursor);
        var cursor = await WalkAsync(run, ArxivAtomCursor.Begin(saved, options.Value, run.Now), cancellationToken);
        if (saved is { Walk: not null } && saved.Search == cursor.Search)
        {
            // The one that was broken off knew nothing of what came since.
            await WalkAsync(run, ArxivAtomCursor.Begin(cursor, options.Value, run.Now), cancellationToken);
        }
    }

    private async Task<ArxivAtomCursor> WalkAsync(HarvestRun run, ArxivAtomCursor cursor, CancellationToken cancellationToken)
    {
        var pages = new ArxivAtomPages(options.Value, cursor.Search, isSomeExpected: cursor.Known is not null);
        await pages.WalkAsync(run, cursor.Walk!, (walk, isLast) => (cursor = cursor.After(walk, isLast)).ToJson(), cancellationToken); // one has begun
        return cursor;
    }
}
