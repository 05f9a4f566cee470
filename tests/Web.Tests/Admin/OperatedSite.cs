using System.Net.Http.Headers;
using Papers.Testing;

namespace Papers.Web.Tests.Admin;

/// <summary>A site whose other services are stubs, shared by the tests of its operator.</summary>
public sealed class OperatedSite(TestServers servers) : IAsyncLifetime
{
    private WebSite? _site;
    private StubServices? _parts;

    internal WebSite Site => _site ?? throw new InvalidOperationException("The site was not started.");

    internal StubServices Parts => _parts ?? throw new InvalidOperationException("The stubs were not started.");

    /// <summary>A client with the operator's token.</summary>
    public HttpClient OpenOperator()
    {
        var client = Site.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", WebSite.AdminToken);
        return client;
    }

    public async ValueTask InitializeAsync()
    {
        _parts = await StubServices.StartAsync();
        _site = await WebSite.StartAsync(servers, TestContext.Current.CancellationToken, _parts.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        await Parts.DisposeAsync();
    }
}
