namespace Papers.Web.Services;

internal static class ServicesRegistration
{
    public static void AddServiceClients(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient(ServiceClients.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(2) });
        builder.Services.AddSingleton<ServiceClients>();
        builder.Services.AddExceptionHandler<ServiceUnavailableHandler>();
    }
}
