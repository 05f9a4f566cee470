namespace Papers.Notification.Delivery;

/// <summary>Wakes the worker of this replica when mails were written here; the others find them when they look, once a second.</summary>
public sealed class DeliverySignal(TimeProvider time)
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private volatile TaskCompletionSource _written = New();

    public void Set() => Interlocked.Exchange(ref _written, New()).TrySetResult();

    /// <summary>To be taken before looking, so that what is written during the look is not missed.</summary>
    public Task Next => _written.Task;

    public async Task WaitAsync(Task next, CancellationToken cancellationToken)
    {
        try
        {
            await next.WaitAsync(s_look, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Time to look.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
