namespace Papers.Ingest.Harvest;

/// <summary>Wakes the worker of this replica when an operator triggers a harvest here.</summary>
internal sealed class HarvestSignal(TimeProvider time)
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    public void Wake()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // The worker has not handled the last signal yet: one is enough.
        }
    }

    /// <summary>Returns at the next signal, or after the time given.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var elapsed = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(elapsed.Token, cancellationToken);
        await _signal.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
