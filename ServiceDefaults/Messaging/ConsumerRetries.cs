using MassTransit;

namespace Papers.ServiceDefaults.Messaging;

/// <summary>
/// A server that is away is waited for, minutes long, with the message kept; a message that is wrong is tried four times within two
/// seconds, since what was wrong may have been a race, and then given up.
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
