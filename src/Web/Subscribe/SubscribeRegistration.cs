using Papers.ServiceDefaults.Settings;

namespace Papers.Web.Subscribe;

public static class SubscribeRegistration
{
    public static void AddSubscribe(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<SubscribeOptions>(SubscribeOptions.Section);

        // A reader waits: a second try at once covers a restart, and then the page says what is wrong. The address of a request is a key
        // and must not be logged.
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
