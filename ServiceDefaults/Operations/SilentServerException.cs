using Papers.ServiceDefaults.Messaging;

namespace Papers.ServiceDefaults.Operations;

/// <summary>A server of the stack does not answer.</summary>
/// <param name="server">Its name as a resource of the app host, such as <c>postgres</c>.</param>
public sealed class SilentServerException(string server, string reason) : Exception(reason)
{
    /// <summary>Less than the two seconds that who asks a service waits: it is to hear which server is silent, not that the service is.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1_500);

    public string Server { get; } = server;

    /// <summary>
    /// Asks a server, and does not wait for an answer that takes too long: one that is stopped lets neither a command end nor its cancellation.
    /// </summary>
    /// <exception cref="SilentServerException">It gave no answer in time, or cannot be reached.</exception>
    public static async Task<T> AskAsync<T>(string server, string product, Func<CancellationToken, Task<T>> question, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await question(limit.Token).WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            await limit.CancelAsync();
            throw new SilentServerException(server, $"{product} gave no answer in time");
        }
        catch (Exception exception) when (InfrastructureFault.Is(exception))
        {
            throw new SilentServerException(server, $"{product}: {exception.GetBaseException().Message}");
        }
    }
}
