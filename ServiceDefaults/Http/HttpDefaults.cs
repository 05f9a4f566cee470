using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Papers.ServiceDefaults.Http;

/// <summary>
/// Every client of <see cref="IHttpClientFactory"/> finds the other services by name (<c>http://ingest</c>). Clients of other services
/// add <see cref="WithResilience"/>; a client that asks the outside web keeps its own rules, as its politeness differs by source.
/// </summary>
public static class HttpDefaults
{
    internal static void AddHttpDefaults(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new NetworkReach(builder.Configuration.GetValue<bool>("Offline")));
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
    }

    /// <summary>Retries, circuit breaker and time-outs of Microsoft's standard handler, for calls between services.</summary>
    public static IHttpClientBuilder WithResilience(this IHttpClientBuilder client)
    {
        client.AddStandardResilienceHandler();
        return client;
    }
}
