using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Papers.ServiceDefaults.Settings;

namespace Papers.ServiceDefaults.Http;

/// <summary>
/// Every client of <see cref="IHttpClientFactory"/> finds the other services by name (<c>http://ingest</c>). Timeouts and retries are set by
/// each client, since a waiting reader and a rate-limited source need different ones.
/// </summary>
public static class HttpDefaults
{
    internal static void AddHttpDefaults(this WebApplicationBuilder builder)
    {
        builder.Services.AddSetting<bool>("Offline");
        builder.Services.AddSingleton(provider => new NetworkReach(provider.GetRequiredService<IConfiguration>().GetValue<bool>("Offline")));
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
    }
}
