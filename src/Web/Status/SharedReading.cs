namespace Papers.Web.Status;

/// <summary>
/// Lets concurrent callers share one reading that is never older than the call: a caller that arrives during a reading shares the next
/// one. A reading that takes longer than <paramref name="timeout"/> does not hold up the next.
/// </summary>
internal sealed class SharedReading<T>(Func<Task<T>> read, TimeSpan timeout, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Task<T>? _running;
    private Task<T>? _next;

    /// <summary>The result of a reading that started after this call.</summary>
    public Task<T> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var reading = _next;
            if (reading is null)
            {
                reading = _running is null or { IsCompleted: true } ? _running = read() : _next = ReadAfterAsync(_running);
            }

            return reading.WaitAsync(cancellationToken);
        }
    }

    private async Task<T> ReadAfterAsync(Task<T> running)
    {
        // Leaves the caller's lock, in which this task becomes the next one.
        await Task.Yield();
        await Task.WhenAny(running, Task.Delay(timeout, time));
        Task<T> reading;
        lock (_lock)
        {
            _next = null;
            _running = reading = read();
        }

        return await reading;
    }
}
