using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Papers.ServiceDefaults.Settings;

namespace Papers.ServiceDefaults.Http;

/// <summary>
/// Every client of <see cref="IHttpClientFactory"/> finds the other services by name (<c>http://ingest</c>). Time-outs and retries are the
/// client's own matter: they differ between a reader who waits and a source that is asked politely.
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
