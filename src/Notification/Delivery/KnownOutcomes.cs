using Papers.ServiceDefaults.Messaging;

namespace Papers.Notification.Delivery;

/// <summary>
/// A mail that left must be written down even if the database is away at that moment: this waits for it. Writing the same outcome twice has
/// no effect.
/// </summary>
internal static class KnownOutcomes
{
    private static readonly TimeSpan s_gap = TimeSpan.FromMilliseconds(500);

    public static async Task<T> WriteAsync<T>(Func<Task<T>> write, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await write();
            }
            catch (Exception exception) when (InfrastructureFault.Is(exception) && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(s_gap, time, cancellationToken);
            }
        }
    }
}
