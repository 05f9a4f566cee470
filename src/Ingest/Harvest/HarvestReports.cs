using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Postgres;

namespace Papers.Ingest.Harvest;

/// <summary>What an operator is told of the sources, and can order of them.</summary>
internal sealed class HarvestReports(HarvestedSources sources, HarvestStore store, HarvestSignal signal, NpgsqlDataSource db)
{
    public async Task<IReadOnlyList<HarvestStatus>> ListAsync(CancellationToken cancellationToken)
    {
        var running = await AdvisoryLock.HeldAsync(db, LockArea.Harvest, sources.Names, cancellationToken);
        var progress = await store.ReadAsync(sources.Names, cancellationToken);
        return [.. sources.All.Select(source => StatusOf(source, progress.GetValueOrDefault(source.Options.Name), running.Contains(source.Options.Name)))];
    }

    /// <summary>Has a source that is on harvested now.</summary>
    /// <returns>True where one runs already.</returns>
    public async Task<bool> OrderAsync(IHarvestedSource source, CancellationToken cancellationToken)
    {
        var name = source.Options.Name;
        if ((await AdvisoryLock.HeldAsync(db, LockArea.Harvest, [name], cancellationToken)).Count > 0)
        {
            return true;
        }

        await store.EnsureAsync([name], cancellationToken);
        await store.OrderAsync(name, cancellationToken);
        signal.Wake();
        return false;
    }

    private HarvestStatus StatusOf(IHarvestedSource source, HarvestProgress? progress, bool isRunning)
    {
        var offBecause = sources.OffBecause(source.Options);
        var isOn = offBecause is null;
        return new HarvestStatus
        {
            Name = source.Options.Name,
            Enabled = isOn,
            OffBecause = offBecause,
            State = isRunning ? HarvestState.Running : isOn && progress?.FailuresInARow > 0 ? HarvestState.Waiting : HarvestState.Idle,
            LastStartedAt = progress?.LastStartedAt,
            LastSucceededAt = progress?.LastSucceededAt,
            NextAt = isOn && !isRunning ? progress?.DueAt : null,
            FailuresInARow = progress?.FailuresInARow ?? 0,
            LastError = progress?.LastError,
            LastErrorAt = progress?.LastErrorAt,
            Cursor = progress?.Cursor is { } cursor ? source.Describe(cursor) : null,
            NewPapers = progress?.NewPapers ?? 0,
            ChangedPapers = progress?.ChangedPapers ?? 0,
            Rejected = progress?.Rejected ?? 0,
            LastReject = progress?.LastReject,
            Requests = progress?.Requests ?? 0,
        };
    }
}
