using Papers.ServiceDefaults.Settings;

namespace Papers.Web.Subscribe;

internal static class SubscribeRegistration
{
    public static void AddSubscribe(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<SubscribeOptions>(SubscribeOptions.Section);

        // A reader is waiting: two quick retries cover a restart, then the page says that subscriptions are unavailable. The URL of a
        // request is a key to a subscription and must not be logged.
        var client = builder.Services.AddHttpClient<SubscriptionsClient>(http => http.BaseAddress = new Uri("http://notification"));
        client.RemoveAllLoggers();
        client.AddStandardResilienceHandler(options =>
        {
            options.Retry.MaxRetryAttempts = 2;
            options.Retry.Delay = TimeSpan.FromMilliseconds(250);
            options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(2);
            options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(5);
            options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(10);
            options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(2);
        });
    }
}
