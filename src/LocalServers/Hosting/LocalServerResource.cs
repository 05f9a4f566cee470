using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Papers.LocalServers;

/// <summary>Adds the executable that runs a server, and lets the server's resource show its state once the server is ready.</summary>
internal static class LocalServerResource
{
    public const string ProcessSuffix = "-process";

    private static readonly TimeSpan s_readinessInterval = TimeSpan.FromMilliseconds(50);

    public static void Add<T>(IResourceBuilder<T> server, EndpointAnnotation endpoint, LocalServer local)
        where T : ContainerResource, IResourceWithConnectionString
    {
        var (builder, host) = (server.ApplicationBuilder, server.ApplicationBuilder.LocalHost());
        IReadOnlyList<string> command;
        try
        {
            command = local.Command();
        }
        catch (LocalServerException failure)
        {
            host.AddFailure(failure.Message);
            return;
        }

        host.Servers.Add(local);
        var process = builder.AddExecutable(server.Resource.Name + ProcessSuffix, command[0], local.WorkingDirectory, [.. command.Skip(1)])
            .WithParentRelationship(server)
            .ExcludeFromManifest()
            .OnBeforeResourceStarted((_, started, cancellationToken) => PrepareAsync(server.Resource, local, started.Services, cancellationToken));

        // For a container Aspire would set the address, tell those who wait for it, and show a state.
        builder.Eventing.Subscribe<InitializeResourceEvent>(server.Resource, async (initialize, cancellationToken) =>
        {
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "127.0.0.1", local.Options.Port);
            await initialize.Eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(server.Resource, initialize.Services), cancellationToken);
            var children = builder.Resources.OfType<IResourceWithParent>().Where(child => child.Parent == server.Resource);
            IResource[] shown = [server.Resource, .. children.OfType<IResourceWithConnectionString>()];
            foreach (var resource in shown)
                await initialize.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, initialize.Services), cancellationToken);

            // Not awaited: it goes on until the host stops.
            _ = FollowAsync(process.Resource, shown, local, initialize.Notifications, cancellationToken);
        });
    }

    private static async Task PrepareAsync(IResource server, LocalServer local, IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            await local.PrepareAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is LocalServerException or IOException or UnauthorizedAccessException)
        {
            // Aspire says nothing of it on the console.
            services.GetRequiredService<OperatorConsole>().Line(server.Name, $"failed to start: {failure.Message}");
            throw;
        }
    }

    private static async Task FollowAsync(
        IResource process, IResource[] shown, LocalServer local, ResourceNotificationService notifications, CancellationToken cancellationToken)
    {
        string? before = null;
        var thisState = new CancellationTokenSource();
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (change.Resource != process || change.Snapshot.State?.Text == before)
                continue;

            before = change.Snapshot.State?.Text;
            await thisState.CancelAsync();
            thisState = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _ = ShowAsync(change.Snapshot, shown, local, notifications, thisState.Token);
        }
    }

    // Aspire asks an unhealthy resource again only after seconds. One that is shown as running when it is ready is healthy when first asked.
    private static async Task ShowAsync(
        CustomResourceSnapshot process, IResource[] shown, LocalServer local, ResourceNotificationService notifications, CancellationToken cancellationToken)
    {
        while (process.State == KnownResourceStates.Running && !await local.IsReadyAsync(cancellationToken))
            await Task.Delay(s_readinessInterval, cancellationToken);

        foreach (var resource in shown)
        {
            await notifications.PublishUpdateAsync(resource, now => now with
            {
                State = process.State, StartTimeStamp = process.StartTimeStamp, StopTimeStamp = process.StopTimeStamp, ExitCode = process.ExitCode,
            });
        }
    }
}
