using Microsoft.Extensions.Options;
using Papers.Ingest.Harvest;

namespace Papers.Ingest.Sources.ArxivAtom;

/// <summary>Papers of categories or of a search by arXiv's API, from the latest change back to the known ones.</summary>
internal sealed class ArxivAtomHarvest(IOptions<ArxivAtomOptions> options) : IHarvestedSource
{
    public SourceOptions Options => options.Value;

    public string Describe(string cursor) => ArxivAtomCursor.Read(cursor) switch
    {
        { Walk: { Start: > 0 } walk } => $"{walk.Start:N0} papers back, reading to {walk.Until:yyyy-MM-dd HH:mm} UTC.",
        { Known: { } known } => $"Complete up to {known:yyyy-MM-dd HH:mm} UTC.",
        _ => "Not complete yet.",
    };

    public async Task HarvestAsync(HarvestRun run, CancellationToken cancellationToken)
    {
        var saved = ArxivAtomCursor.Read(run.Cursor);
        var cursor = await WalkAsync(run, ArxivAtomCursor.Begin(saved, options.Value, run.Now), cancellationToken);
        if (saved is { Walk: not null } && saved.Search == cursor.Search)
        {
            // The interrupted walk missed newer papers.
            await WalkAsync(run, ArxivAtomCursor.Begin(cursor, options.Value, run.Now), cancellationToken);
        }
    }

    private async Task<ArxivAtomCursor> WalkAsync(HarvestRun run, ArxivAtomCursor cursor, CancellationToken cancellationToken)
    {
        var pages = new ArxivAtomPages(options.Value, cursor.Search, isSomeExpected: cursor.Known is not null);
        await pages.WalkAsync(run, cursor.Walk!, (walk, isLast) => (cursor = cursor.After(walk, isLast)).ToJson(), cancellationToken); // Begin sets it
        return cursor;
    }
}
