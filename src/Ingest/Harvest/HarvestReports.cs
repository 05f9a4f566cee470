using Npgsql;
using Papers.Contracts.Ingest;
using Papers.Ingest.Postgres;

namespace Papers.Ingest.Harvest;

/// <summary>The status of the sources for operators, and their order to harvest one now.</summary>
internal sealed class HarvestReports(HarvestedSources sources, HarvestStore store, WakeSignal signal, NpgsqlDataSource db)
{
    public async Task<IReadOnlyList<HarvestStatus>> ListAsync(CancellationToken cancellationToken)
    {
        var running = await AdvisoryLock.HeldAsync(db, LockArea.Harvest, sources.Names, cancellationToken);
        var progress = await store.ReadAsync(sources.Names, cancellationToken);
        return [.. sources.All.Select(source => StatusOf(source, progress.GetValueOrDefault(source.Options.Name), running.Contains(source.Options.Name)))];
    }

    /// <summary>Makes an enabled source due now.</summary>
    /// <returns>True if it is being harvested already.</returns>
    public async Task<bool> TriggerAsync(IHarvestedSource source, CancellationToken cancellationToken)
    {
        var name = source.Options.Name;
        if ((await AdvisoryLock.HeldAsync(db, LockArea.Harvest, [name], cancellationToken)).Count > 0)
        {
            return true;
        }

        await store.EnsureAsync([name], cancellationToken);
        await store.SetDueAsync(name, cancellationToken);
        signal.Wake();
        return false;
    }

    private HarvestStatus StatusOf(IHarvestedSource source, HarvestProgress? progress, bool isRunning)
    {
        var disabledReason = sources.DisabledReason(source.Options);
        var isEnabled = disabledReason is null;
        return new HarvestStatus
        {
            Name = source.Options.Name,
            Enabled = isEnabled,
            OffBecause = disabledReason,
            State = isRunning ? HarvestState.Running : isEnabled && progress?.FailuresInARow > 0 ? HarvestState.Waiting : HarvestState.Idle,
            LastStartedAt = progress?.LastStartedAt,
            LastSucceededAt = progress?.LastSucceededAt,
            NextAt = isEnabled && !isRunning ? progress?.DueAt : null,
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
