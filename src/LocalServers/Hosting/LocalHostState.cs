using System.Net;
using Microsoft.Extensions.Configuration;

namespace Papers.LocalServers;

/// <summary>What the parts of a local run share: the data directory, and what must hold before anything is started.</summary>
public sealed class LocalHostState(IConfiguration settings)
{
    private readonly List<string> _failures = [];
    private readonly List<(IPAddress Address, int Port, string User, string Setting)> _ports = [];

    /// <summary>Where everything is kept: the setting <c>DataDirectory</c>, or <c>.papers</c> in the current directory.</summary>
    public DataDirectory Data { get; } = new(settings["DataDirectory"] is { Length: > 0 } folder ? folder : ".papers");

    /// <summary>What the app host is to exit with: 78 (EX_CONFIG of sysexits.h) after a service rejected a setting, otherwise 0.</summary>
    public int ExitCode { get; internal set; }

    internal bool UsesContainers { get; } = string.Equals(settings["Servers"], "Containers", StringComparison.OrdinalIgnoreCase);

    /// <summary>The servers that run as local processes.</summary>
    internal List<LocalServer> Servers { get; } = [];

    /// <summary>The services' programs, which the app host's build has made.</summary>
    internal List<string> Programs { get; } = [];

    /// <summary>Keeps a failure that was found while the model was built, or a port that must be free.</summary>
    public void AddFailure(string message) => _failures.Add(message);

    public void AddPort(IPAddress address, int port, string user, string setting) => _ports.Add((address, port, user, setting));

    /// <summary>Checks everything while nothing runs yet that would have to be stopped.</summary>
    /// <exception cref="LocalServerException">Something is missing, wrong or taken: the first that was found, with its cure.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        // All that is not installed in one message.
        var failure = (UsesContainers ? null : ServerPackages.Missing())
            ?? _failures.Concat(_ports.Select(PortFailure)).Concat(Programs.Select(ProgramFailure)).FirstOrDefault(each => each is not null);
        if (failure is not null)
            throw new LocalServerException(failure);

        Data.Hold();
        foreach (var server in Servers)
            await server.Folder.CreateAsync(cancellationToken);
    }

    private string? PortFailure((IPAddress Address, int Port, string User, string Setting) each) =>
        !FreePorts.IsFree(each.Address, each.Port) ? $"Port {each.Port} ({each.User}) is already in use. Choose another with --{each.Setting}=NUMBER."
        : _ports.Count(other => other.Port == each.Port) > 1 ? $"Port {each.Port} is set twice. Choose another for {each.User} with --{each.Setting}=NUMBER."
        : null;

    private static string? ProgramFailure(string program) =>
        File.Exists(program) ? null : $"{program} is missing. Build the app host, and the services with it: dotnet build AppHost";
}
