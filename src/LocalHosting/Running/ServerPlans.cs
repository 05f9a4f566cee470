using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Papers.LocalHosting.Servers;

namespace Papers.LocalHosting.Running;

/// <summary>How the servers are run that would be containers elsewhere: from the machine's own packages, with their data in the data directory.</summary>
internal sealed class ServerPlans(string dataDirectory, HostAddresses addresses, IConfiguration settings)
{
    // RabbitMQ takes the longest, six to seven seconds.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    /// <exception cref="CannotStartException">A server is missing, and here is how to install it; or the model wants two of a kind.</exception>
    public static void CheckInstalled(DistributedApplicationModel model)
    {
        var servers = model.Resources.OfType<ContainerResource>().ToList();
        if (servers.Count > 0 && ServerPackages.Missing() is { } cure)
            throw new CannotStartException(cure);
        if (servers.GroupBy(server => server.GetType()).FirstOrDefault(kind => kind.Count() > 1) is { } twice)
            throw new CannotStartException($"Local hosting runs one server of a kind, not two: {string.Join(", ", twice.Select(server => server.Name))}.");
    }

    /// <summary>Sees that the servers' accounts can get to the data directory. To the folders above it they are all strangers alike, so one is asked for all.</summary>
    /// <exception cref="CannotStartException">One of the folders above cannot be entered; it is named, with the cure.</exception>
    public static async Task CheckWayAsync(DistributedApplicationModel model, string dataDirectory, CancellationToken cancellationToken)
    {
        if (!model.Resources.OfType<PostgresServerResource>().Any())
            return;

        try
        {
            await ServerFolder.PrepareAsync(dataDirectory, "postgres", "postgres", [], cancellationToken);
        }
        catch (ServerStartException closed)
        {
            throw new CannotStartException(closed.Message);
        }
    }

    public ResourceSnapshot RowOf(ContainerResource server) => new()
    {
        Name = server.Name,
        Kind = ResourceKind.Server,
        Source = server switch
        {
            PostgresServerResource => Path.Combine(ServerPackages.PostgresFolder(), "postgres"),
            RedisResource => ServerPackages.Redis(),
            _ => ServerPackages.RabbitMq(),
        },
        Endpoints = [.. EndpointsOf(server).Select(endpoint => new ResourceEndpoint(endpoint.Name, AddressOf(server, endpoint)))],
    };

    public ProcessPlan PlanOf(ContainerResource server)
    {
        Func<Action<ChildOutputLine>, CancellationToken, Task<LocalServer>> start = server switch
        {
            PostgresServerResource postgres => (onLine, cancellationToken) => StartAsync(postgres, onLine, cancellationToken),
            RedisResource redis => (onLine, cancellationToken) => StartAsync(redis, onLine, cancellationToken),
            RabbitMQServerResource rabbitMq => (onLine, cancellationToken) => StartAsync(rabbitMq, onLine, cancellationToken),
            _ => throw new CannotStartException($"Local hosting cannot run '{server.Name}'."),
        };
        return new ProcessPlan
        {
            Name = server.Name,
            StartAsync = async (onLine, cancellationToken) => RunningProcess.Of(await start(onLine, cancellationToken)),
            CheckName = "tcp",
            CheckAsync = cancellationToken => ConnectAsync(PortOf(server), cancellationToken),
            StopPatience = StopPatience,
        };
    }

    // Its databases are made by the services that use them: nobody else would on a machine where the manifest was deployed.
    private async Task<LocalServer> StartAsync(PostgresServerResource postgres, Action<ChildOutputLine> onLine, CancellationToken cancellationToken) =>
        await PostgresServer.StartAsync(
            new PostgresServerSettings
            {
                DataDirectory = dataDirectory,
                Port = PortOf(postgres),
                UserName = postgres.UserName.Resolve(addresses),
                Password = addresses.ValueOf(postgres.Password),
                OnLine = onLine,
            },
            cancellationToken);

    private async Task<LocalServer> StartAsync(RedisResource redis, Action<ChildOutputLine> onLine, CancellationToken cancellationToken) =>
        await RedisServer.StartAsync(
            new LocalServerSettings
            {
                DataDirectory = dataDirectory,
                Port = PortOf(redis),
                UserName = "default",
                Password = addresses.ValueOf(redis.Password),
                OnLine = onLine,
            },
            cancellationToken);

    private async Task<LocalServer> StartAsync(RabbitMQServerResource rabbitMq, Action<ChildOutputLine> onLine, CancellationToken cancellationToken) =>
        await RabbitMqServer.StartAsync(
            new RabbitMqServerSettings
            {
                DataDirectory = dataDirectory,
                Port = PortOf(rabbitMq),
                UserName = rabbitMq.UserName.Resolve(addresses),
                Password = addresses.ValueOf(rabbitMq.Password),
                ManagementPort = rabbitMq.Management is { } management && HasManagement ? addresses.PortOf(management) : null,
                OnLine = onLine,
            },
            cancellationToken);

    // Setting LocalHosting:Management. The pages cost a second at every start and memory all the time, and the dashboard shows what matters.
    private bool HasManagement => settings.GetValue("LocalHosting:Management", false);

    private IEnumerable<Endpoint> EndpointsOf(IResourceWithEndpoints server) => server.Endpoints.Where(endpoint => endpoint.Scheme != "http" || HasManagement);

    private int PortOf(IResourceWithEndpoints server) => addresses.PortOf(server.Endpoints[0]);

    private string AddressOf(IResource server, Endpoint endpoint)
    {
        var (host, port) = addresses.AddressOf(server, endpoint);
        return endpoint.Scheme == "http" ? $"http://{host}:{port}" : $"{host}:{port}";
    }

    private static async Task<string?> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return null;
        }
        catch (SocketException refused)
        {
            return refused.Message;
        }
    }
}
