namespace Papers.Web.Status;

/// <summary>
/// Lets many who ask at once share a reading, without telling anyone less than had happened when it asked: who comes while a reading
/// is under way shares the one after it. A reading that takes longer than <paramref name="timeout"/> is not waited for.
/// </summary>
public sealed class SharedReading<T>(Func<Task<T>> read, TimeSpan timeout, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Task<T>? _running;
    private Task<T>? _next;

    /// <summary>What is true now, or became true since.</summary>
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
        // Not within the caller's lock, which is about to note this task as the next.
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
