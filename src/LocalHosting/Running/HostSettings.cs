using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Papers.LocalHosting.Running;

/// <summary>What can be set about the host itself.</summary>
internal sealed record HostSettings
{
    /// <summary>Setting <c>LocalHosting:DataDirectory</c>: where everything is kept; <c>.papers</c> in the current directory unless set.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Setting <c>Dashboard:Port</c>; 0 takes a free one.</summary>
    public required int DashboardPort { get; init; }

    /// <exception cref="CannotStartException">A value is not what the setting takes.</exception>
    public static HostSettings Read(IConfiguration settings)
    {
        var dataDirectory = settings["LocalHosting:DataDirectory"];
        return new HostSettings
        {
            DataDirectory = Path.GetFullPath(string.IsNullOrWhiteSpace(dataDirectory) ? ".papers" : dataDirectory),
            DashboardPort = Port(settings["Dashboard:Port"] ?? "18888", "Dashboard:Port", lowest: 0),
        };
    }

    /// <summary>A port as a setting gives it.</summary>
    public static int Port(string text, string setting, int lowest = 1) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port >= lowest && port <= 65_535
            ? port
            : throw new CannotStartException($"{setting} is '{text}'. It takes a port, {lowest} to 65535.");

    /// <summary>Where an endpoint that is meant for others listens: setting <c>{Project}:Bind</c>.</summary>
    public static BindAddress Bind(IConfiguration settings, string section) =>
        BindAddress.Parse(settings[$"{section}:Bind"])
        ?? throw new CannotStartException($"{section}:Bind is '{settings[$"{section}:Bind"]}'. It takes loopback, * (every address) or an IP address.");
}
