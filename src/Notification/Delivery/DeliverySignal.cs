namespace Papers.Notification.Delivery;

/// <summary>Wakes this replica's worker when this replica queued mails. Other replicas find them by polling, once a second.</summary>
internal sealed class DeliverySignal(TimeProvider time)
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromSeconds(1);

    private volatile TaskCompletionSource _queued = New();

    public void Set() => Interlocked.Exchange(ref _queued, New()).TrySetResult();

    /// <summary>Completes at the next signal. Take it before reading the queue: mails queued during the read are then not missed.</summary>
    public Task Next => _queued.Task;

    /// <summary>Waits for the signal or the poll interval, whichever comes first.</summary>
    public async Task WaitAsync(Task next, CancellationToken cancellationToken)
    {
        try
        {
            await next.WaitAsync(s_pollInterval, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The poll interval has passed.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
