using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Papers.LocalHosting.Dashboard.Layout;
using Papers.LocalHosting.Dashboard.Logs;
using Papers.LocalHosting.Dashboard.Resources;
using Papers.LocalHosting.Dashboard.SignIn;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Dashboard;

/// <summary>The dashboard: a small web server on loopback inside the app host's process. It runs until it is disposed of.</summary>
public sealed class DashboardServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private DashboardServer(WebApplication app, DashboardOptions options)
    {
        this.app = app;
        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        Url = new Uri($"http://localhost:{new Uri(address).Port}/");
        LoginUrl = new Uri(Url, $"login?t={Uri.EscapeDataString(options.Token)}");
    }

    public Uri Url { get; }

    /// <summary>Opens the dashboard without asking for the token, which it contains.</summary>
    public Uri LoginUrl { get; }

    /// <exception cref="DashboardPortTakenException">The port is in use.</exception>
    public static async Task<DashboardServer> StartAsync(
        ResourceBoard board, ConsoleLogs logs, DashboardOptions options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Token);

        // Empty: it takes no setting, no argument and no signal meant for the app host, and writes nothing on its console.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "dashboard" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, options.Port));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddRoutingCore().AddProblemDetails();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.Services.AddSingleton(board).AddSingleton(logs);

        var access = new DashboardAccess(options.Token);
        var app = builder.Build();
        app.UsePageHeaders();
        app.UseExceptionHandler();
        app.UseDashboardAccess(access);
        app.UseRouting();
        app.MapAssets();
        app.MapSignIn(access);
        app.MapResources();
        app.MapLogs();
        app.MapFallback(() => NotFoundPage.Show("There is no such page."));

        try
        {
            await app.StartAsync(cancellationToken);
            return new DashboardServer(app, options);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            throw new DashboardPortTakenException(options.Port, taken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 16 * 1024;
        if (port == 0)
            kestrel.Listen(IPAddress.Loopback, 0);
        else
            kestrel.ListenLocalhost(port);
    }

    // Ctrl-C and SIGTERM are the app host's to answer.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
