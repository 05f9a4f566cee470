using MassTransit;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>
/// While a server is unavailable the message is kept and retried for minutes. Any other failure is retried three times within two seconds,
/// since it may have been a race, and is then final.
/// </summary>
internal static class ConsumerRetries
{
    public static void WaitForServers<T>(this IPipeConfigurator<ConsumeContext<T>> message)
        where T : class =>
        message.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(InfrastructureFault.Is);
            retry.Exponential(200, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(300));
        });

    public static void RetryWrongMessages<T>(this IPipeConfigurator<ConsumeContext<T>> message)
        where T : class =>
        message.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(exception => !InfrastructureFault.Is(exception));
            retry.Intervals(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(1));
        });
}
