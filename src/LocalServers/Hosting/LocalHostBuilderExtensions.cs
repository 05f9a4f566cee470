using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Papers.LocalServers;

namespace Aspire.Hosting;

/// <summary>What local processes need beyond Aspire: one data directory, kept secrets, a clean environment, restarts and an ordered stop.</summary>
public static class LocalHostBuilderExtensions
{
    // What programs on this machine may need. Everything else was meant for the app host, or is a setting or secret of one service.
    private static readonly string[] s_inherited =
        ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR", "TERM", "CI", "NO_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];

    private static readonly string[] s_inheritedPrefixes = ["LC_", "XDG_", "SSL_CERT_", "DOTNET_", "DCP_", "ASPIRE_", "PAPERS_"];

    /// <summary>Prepares the builder for local processes. When a manifest is published it has no effect.</summary>
    public static IDistributedApplicationBuilder AddLocalHost(this IDistributedApplicationBuilder builder)
    {
        // The settings' names until November 2026.
        foreach (var old in builder.Configuration.GetSection("LocalHosting").GetChildren())
            builder.Configuration[old.Key] ??= old.Value;

        builder.Services.AddSingleton(new LocalHostState(builder.Configuration));
        if (!builder.ExecutionContext.IsRunMode)
            return builder;

        builder.Configuration["DcpPublisher:WaitForResourceCleanup"] = "true"; // Otherwise the app host ends seconds before what it started.
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(new OperatorConsole(Console.Out));
        builder.Services.AddSingleton<RestartWatch>().AddHostedService<OrderedStop>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(60));
        ForgetEnvironment();
        return builder;
    }

    /// <summary>The data directory and the checks that <see cref="AddLocalHost"/> has added.</summary>
    public static LocalHostState LocalHost(this IDistributedApplicationBuilder builder) =>
        builder.Services.Select(service => service.ImplementationInstance).OfType<LocalHostState>().SingleOrDefault()
        ?? throw new InvalidOperationException("Call AddLocalHost before the resources are added.");

    /// <summary>A generated value that is kept in the data directory instead of the user's secrets.</summary>
    public static ParameterDefault KeptIn(this ParameterDefault generated, IDistributedApplicationBuilder builder, string name) =>
        builder.ExecutionContext.IsRunMode ? new KeptParameterDefault(builder.LocalHost().Data, name, generated) : generated;

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
