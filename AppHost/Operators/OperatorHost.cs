using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Papers.LocalServers;

namespace Papers.AppHost.Operators;

/// <summary>How an operator starts and stops the stack: settings for the dashboard and the endpoints, checks before the start, signals, exit codes.</summary>
internal static class OperatorHost
{
    public static DistributedApplicationOptions Options(string[] args) => new()
    {
        Args = args,
        DisableDashboard = !new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build().GetValue("Dashboard:Enabled", true),
        TrustDeveloperCertificate = false,
    };

    /// <summary>Prepares the builder for a run on this machine. When a manifest is published it has no effect.</summary>
    public static IDistributedApplicationBuilder AddOperatorHost(this IDistributedApplicationBuilder builder)
    {
        builder.AddLocalHost();
        if (!builder.ExecutionContext.IsRunMode)
        {
            return builder;
        }

        var settings = builder.Configuration;
        settings["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true"; // Everything listens on loopback, and there is no development certificate.
        settings["ASPIRE_VERSION_CHECK_DISABLED"] = "true"; // It would ask the package registry.
        settings["ASPIRE_INTERACTIVITY_ENABLED"] = "false"; // Otherwise the dashboard asks for a development certificate, which nothing here uses.
        settings["ASPNETCORE_URLS"] = $"http://localhost:{builder.PortOf("Dashboard:Port", 18888, "the dashboard")}";

        // What Aspire logs of a start is on its dashboard, and the console says what an operator needs.
        builder.Services.AddLogging(logging => logging
            .AddFilter("", LogLevel.Warning)
            .AddFilter("Aspire.Hosting", LogLevel.Error)
            .AddFilter("Aspire.Hosting.Dashboard", LogLevel.None)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None));
        builder.AddPatientHealthChecks();
        builder.AddReadyLines();
        return builder;
    }

    /// <summary>A port from a setting; 0 takes a free one. Whether it is free is checked before anything starts.</summary>
    public static int PortOf(this IDistributedApplicationBuilder builder, string setting, int unlessSet, string user, BindAddress? bind = null)
    {
        var text = builder.Configuration[setting] ?? $"{unlessSet}";
        if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            builder.LocalHost().AddFailure($"{setting} is '{text}'. It takes a port, 1 to 65535.");
        }

        var chosen = port == 0 ? FreePorts.Next() : port;
        builder.LocalHost().AddPort(bind?.Address ?? IPAddress.Loopback, chosen, user, setting);
        return chosen;
    }

    /// <summary>The address in a setting such as <c>Web:Bind</c>; loopback unless it is set.</summary>
    public static BindAddress? BindOf(this IDistributedApplicationBuilder builder, string setting)
    {
        var bind = BindAddress.Parse(builder.Configuration[setting]);
        if (bind is null)
        {
            builder.LocalHost().AddFailure($"{setting} is '{builder.Configuration[setting]}'. It takes loopback, * (every address) or an IP address.");
        }

        return bind;
    }

    /// <summary>Runs the application until it is asked to stop.</summary>
    /// <returns>0; 1 when it could not start; 78 when a service rejected a setting. The reason is on standard error.</returns>
    public static async Task<int> RunForOperatorsAsync(this DistributedApplication app)
    {
        var host = app.Services.GetRequiredService<LocalHostState>();
        if (app.Services.GetService<OperatorConsole>() is not { } console)
        {
            await app.RunAsync();
            return 0;
        }

        var lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
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
        return host.ExitCode;
    }
}
