using System.Net.Http.Headers;
using Papers.Testing;

namespace Papers.Web.Tests.Admin;

/// <summary>A site beside stubs of the other services, shared by the admin tests.</summary>
public sealed class AdminSite(TestServers servers) : IAsyncLifetime
{
    private WebSite? _site;
    private StubServices? _stubs;

    internal WebSite Site => _site ?? throw new InvalidOperationException("The site was not started.");

    internal StubServices Stubs => _stubs ?? throw new InvalidOperationException("The stubs were not started.");

    /// <summary>A client with the admin token.</summary>
    public HttpClient OpenAdmin()
    {
        var client = Site.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", WebSite.AdminToken);
        return client;
    }

    public async ValueTask InitializeAsync()
    {
        _stubs = await StubServices.StartAsync();
        _site = await WebSite.StartAsync(servers, TestContext.Current.CancellationToken, _stubs.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        await Stubs.DisposeAsync();
    }
}
