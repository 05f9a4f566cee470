using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Papers.Testing;
using Papers.Web.Layout;
using Papers.Web.Search;

namespace Papers.Web.Tests;

/// <summary>The real service in this process, on a port of its own, with a database, a virtual host and a data folder of its own.</summary>
internal sealed class WebSite : WebApplicationFactory<WebOptions>
{
    public const string AdminToken = "token-of-the-tests-alone";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, string?> _settings;
    private readonly TestDatabase _database;
    private readonly string _folder;

    private WebSite(Dictionary<string, string?> settings, TestDatabase database, string folder)
    {
        (_settings, _database, _folder) = (settings, database, folder);
        UseKestrel(0);
    }

    public static async Task<WebSite> StartAsync(TestServers servers, CancellationToken cancellationToken, params (string Key, string Value)[] settings)
    {
        var database = await WebDatabase.CreateAsync(servers);
        var folder = Directory.CreateTempSubdirectory("papers-web-").FullName;
        var all = new Dictionary<string, string?>
        {
            ["ConnectionStrings:papersdb"] = database.ServerConnectionString,
            ["ConnectionStrings:cache"] = await servers.RedisAsync(cancellationToken),
            ["ConnectionStrings:messaging"] = await servers.RabbitMqAsync(cancellationToken),
            ["Web:DataFolder"] = folder,
            ["Admin:Token"] = AdminToken,
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var site = new WebSite(all, database, folder);
        return await WebDatabase.OneAtATimeAsync(() =>
        {
            site.StartServer();
            return Task.FromResult(site);
        });
    }

    /// <summary>Where it can be reached.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>A browser of sorts: it wants pages, and shows where it is sent instead of going there.</summary>
    public HttpClient OpenReader()
    {
        var reader = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Address };
        reader.DefaultRequestHeaders.Add("Accept", "text/html");
        return reader;
    }

    /// <summary>Waits until a search finds everything that was fed.</summary>
    public Task IndexedAsync(long revisions)
    {
        var index = Services.GetRequiredService<SearchIndex>();
        return Eventually.TrueAsync(() => index.Revisions == revisions, s_patience);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
