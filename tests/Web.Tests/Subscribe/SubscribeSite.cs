using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Papers.ServiceDefaults.Http;
using Papers.Testing;
using Papers.Web.Layout;
using Papers.Web.RateLimits;
using Papers.Web.Services;
using Papers.Web.Subscribe;
using StackExchange.Redis;

namespace Papers.Web.Tests.Subscribe;

/// <summary>The subscription pages in the layout of the site, without the rest of the web service.</summary>
internal sealed class SubscribeSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConnectionMultiplexer _redis;

    private SubscribeSite(WebApplication app, ConnectionMultiplexer redis)
    {
        (_app, _redis) = (app, redis);
        Reader = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
        {
            BaseAddress = new Uri(app.Urls.Single()),
        };
    }

    public HttpClient Reader { get; }

    public static async Task<SubscribeSite> StartAsync(TestServers servers, string notification)
    {
        var redis = await ConnectionMultiplexer.ConnectAsync(await servers.RedisAsync(TestContext.Current.CancellationToken));
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(WebOptions).Assembly.GetName().Name });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["services:notification:http:0"] = notification });
        builder.Services.AddProblemDetails();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
        builder.Services.AddSingleton(new NetworkReach(Offline: false));
        builder.Services.AddSingleton(redis.GetDatabase());
        builder.AddServiceClients();
        builder.AddLayout();
        builder.AddRateLimits();
        builder.AddSubscribe();
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseLayout();
        app.MapSubscribe();
        await app.StartAsync();
        return new SubscribeSite(app, redis);
    }

    public async ValueTask DisposeAsync()
    {
        Reader.Dispose();
        await _app.DisposeAsync();
        await _redis.DisposeAsync();
    }
}
