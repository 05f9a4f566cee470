using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Papers.LocalServers;

namespace Aspire.Hosting;

/// <summary>What the operator of a single machine needs beyond Aspire: one data directory, checks before the start, a quiet console, restarts, an ordered stop.</summary>
public static class LocalHostBuilderExtensions
{
    // What programs on this machine may need. Everything else was meant for the app host, or is a setting or secret of one service.
    private static readonly string[] s_inherited =
        ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR", "TERM", "CI", "NO_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];

    private static readonly string[] s_inheritedPrefixes = ["LC_", "XDG_", "SSL_CERT_", "DOTNET_", "DCP_", "ASPIRE_", "PAPERS_"];

    /// <summary>The options for an app host that takes <c>Dashboard:Enabled=false</c>.</summary>
    public static DistributedApplicationOptions LocalHostOptions(string[] args) => new()
    {
        Args = args,
        DisableDashboard = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build()["Dashboard:Enabled"] is { } enabled
            && bool.TryParse(enabled, out var isEnabled) && !isEnabled,
        TrustDeveloperCertificate = false,
    };

    /// <summary>Prepares the builder for a run on this machine. Without effect when a manifest is published.</summary>
    public static IDistributedApplicationBuilder AddLocalHost(this IDistributedApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        foreach (var old in settings.GetSection("LocalHosting").GetChildren())
            settings[old.Key] ??= old.Value;

        builder.Services.AddSingleton(new LocalHostState(settings));
        if (!builder.ExecutionContext.IsRunMode)
            return builder;

        settings["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true"; // Everything listens on loopback, and there is no development certificate.
        settings["ASPIRE_VERSION_CHECK_DISABLED"] = "true"; // It would ask the package registry.
        settings["DcpPublisher:WaitForResourceCleanup"] = "true"; // Otherwise the app host ends seconds before what it started.
        settings["ASPNETCORE_URLS"] = $"http://localhost:{builder.PortOf("Dashboard:Port", 18888, "the dashboard")}";
        // What Aspire logs of a start is on its dashboard.
        builder.Services.AddLogging(logging => logging
            .AddFilter("", LogLevel.Warning).AddFilter("Aspire.Hosting", LogLevel.Error)
            .AddFilter("Aspire.Hosting.Dashboard", LogLevel.None).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None));
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(new OperatorConsole(Console.Out));
        builder.Services.AddSingleton<RestartWatch>().AddHostedService<OrderedStop>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(60));
        ForgetEnvironment();
        return builder;
    }

    /// <summary>A port from a setting; 0 takes a free one. Whether it is free is checked before anything starts.</summary>
    public static int PortOf(this IDistributedApplicationBuilder builder, string setting, int unlessSet, string user, BindAddress? bind = null)
    {
        var text = builder.Configuration[setting] ?? $"{unlessSet}";
        if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            builder.LocalHost().AddFailure($"{setting} is '{text}'. It takes a port, 1 to 65535.");
        var chosen = port == 0 ? FreePorts.Next() : port;
        builder.LocalHost().AddPort(bind?.Address ?? IPAddress.Loopback, chosen, user, setting);
        return chosen;
    }

    /// <summary>The address in a setting such as <c>Web:Bind</c>; loopback unless it is set.</summary>
    public static BindAddress? BindOf(this IDistributedApplicationBuilder builder, string setting)
    {
        var bind = BindAddress.Parse(builder.Configuration[setting]);
        if (bind is null)
            builder.LocalHost().AddFailure($"{setting} is '{builder.Configuration[setting]}'. It takes loopback, * (every address) or an IP address.");
        return bind;
    }

    /// <summary>A generated value that is kept in the data directory instead of the user's secrets.</summary>
    public static ParameterDefault KeptIn(this ParameterDefault generated, IDistributedApplicationBuilder builder, string name) =>
        builder.ExecutionContext.IsRunMode ? new KeptParameterDefault(builder.LocalHost().Data, name, generated) : generated;

    /// <summary>The full path of a file or folder of the data directory.</summary>
    public static string InDataDirectory(this IDistributedApplicationBuilder builder, string file) => builder.LocalHost().Data[file];

    /// <summary>Runs the application until it is asked to stop.</summary>
    /// <returns>0; 1 when it could not start; 78 when a service rejected a setting. The reason is on standard error.</returns>
    public static async Task<int> RunLocalHostAsync(this DistributedApplication app)
    {
        if (app.Services.GetService<RestartWatch>() is not { } watch)
        {
            await app.RunAsync();
            return 0;
        }

        var host = app.Services.GetRequiredService<LocalHostState>();
        var lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
        var console = app.Services.GetRequiredService<OperatorConsole>();
        using var data = host.Data;
        try
        {
            await host.CheckAsync(lifetime.ApplicationStopping);
        }
        catch (LocalServerException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }

        console.Write($"Starting. Data directory: {data.Path}");
        // The generic host handles SIGINT and SIGTERM. A terminal that closes sends SIGHUP.
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            lifetime.StopApplication();
        });
        _ = ParentWatch.WhenGoneAsync(lifetime.StopApplication, TimeProvider.System, lifetime.ApplicationStopped);
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Asked to stop before everything was started.
        }

        console.Write("Stopped.");
        return watch.ExitCode;
    }

    internal static LocalHostState LocalHost(this IDistributedApplicationBuilder builder) =>
        builder.Services.Select(service => service.ImplementationInstance).OfType<LocalHostState>().SingleOrDefault()
        ?? throw new InvalidOperationException("Call AddLocalHost before the resources are added.");

    // Children inherit what is left. What was set for a service is in the configuration by now, and is passed to that service alone.
    private static void ForgetEnvironment()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            var isNeeded = s_inherited.Contains(name, StringComparer.OrdinalIgnoreCase)
                || s_inheritedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
            if (!isNeeded || name.Contains("__", StringComparison.Ordinal))
                Environment.SetEnvironmentVariable(name, null);
        }
    }
}
