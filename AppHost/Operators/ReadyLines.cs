using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Papers.LocalServers;

namespace Papers.AppHost.Operators;

/// <summary>Says when each service and server is ready, then where everything is; and what one waits for that has not become ready in a minute.</summary>
internal sealed class ReadyLines(
    DistributedApplicationModel model, ResourceNotificationService notifications, ResourceLoggerService logs, OperatorConsole console,
    IConfiguration settings, TimeProvider time, string adminTokenFile)
{
    private static readonly TimeSpan s_longWait = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, ResourceReadiness> _resources = [];
    private readonly long _began = time.GetTimestamp();
    private bool _isReady;

    /// <summary>Completes when cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var timer = time.CreateTimer(_ => SayWhatIsOverdue(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (change.Resource is ProjectResource or ContainerResource)
            {
                lock (_resources)
                {
                    See(change, cancellationToken);
                }
            }
        }
    }

    private void See(ResourceEvent change, CancellationToken cancellationToken)
    {
        if (!_resources.TryGetValue(change.ResourceId, out var resource))
        {
            resource = new ResourceReadiness(change.Resource, OperatorConsole.NameOf(change.Resource, change.ResourceId), _began, time);
            _resources.Add(change.ResourceId, resource);
            if (change.Resource is ProjectResource)
            {
                _ = OperatorLogRelay.RunAsync(change.ResourceId, resource.Name, logs, console, time, cancellationToken);
            }
        }

        var isAgain = resource.WasReady;
        var failing = change.Snapshot.HealthReports
            .Where(report => report.Status is not HealthStatus.Healthy)
            .Select(report => $"{report.Name}: {report.ExceptionText?.Split('\n')[0] ?? report.Description ?? "not checked yet"}");
        if (!resource.IsNewlyReadyWith(change.Snapshot.State?.Text, change.Snapshot.HealthStatus, failing, out var after))
        {
            return;
        }

        var urls = change.Snapshot.Urls.Where(url => url.Url.StartsWith("http", StringComparison.Ordinal)).Select(url => $"   {url.Url}");
        console.Line(resource.Name, $"{(isAgain ? "ready again" : "ready")} in {after.TotalSeconds,4:0.0} s{string.Concat(urls)}");
        var expected = model.Resources.Where(each => each is ProjectResource or ContainerResource);
        if (!_isReady && expected.All(each => _resources.Values.Count(known => known.Resource == each && known.WasReady) >= each.GetReplicaCount()))
        {
            _isReady = true;
            SayWhereEverythingIs();
        }
    }

    private void SayWhereEverythingIs()
    {
        console.Write($"Ready in {time.GetElapsedTime(_began).TotalSeconds:0.0} s");
        foreach (var service in model.Resources.OfType<ProjectResource>())
        {
            foreach (var endpoint in service.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.IsExternal))
            {
                console.Line(service.Name, endpoint.AllocatedEndpoint?.UriString ?? "");
            }
        }

        if (settings.GetValue("Dashboard:Enabled", true))
        {
            console.Line("dashboard", $"{settings["ASPNETCORE_URLS"]}/login?t={settings["AppHost:BrowserToken"]}");
        }

        console.Line("admin-token", settings["Parameters:admin-token"] is null ? adminTokenFile : "as set in Parameters:admin-token");
        console.Write("Ctrl-C stops everything.");
    }

    private void SayWhatIsOverdue()
    {
        lock (_resources)
        {
            foreach (var overdue in _resources.Values.Where(each => each.IsOverdue(s_longWait)))
            {
                var needed = overdue.Resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource).ToHashSet();
                var missing = _resources.Values
                    .Where(each => needed.Contains(each.Resource) && !each.IsReady)
                    .Select(each => $"waiting for {each.Name} ({each.Description})");
                console.Line(overdue.Name, $"not ready after {s_longWait.TotalSeconds:0} s: {string.Join(", ", missing.DefaultIfEmpty(overdue.Description))}");
            }
        }
    }
}

internal static class ReadyLinesExtensions
{
    public static void AddReadyLines(this IDistributedApplicationBuilder builder)
    {
        if (!builder.ExecutionContext.IsRunMode)
        {
            return;
        }

        // A hosted service would be started only when everything that waits has been created.
        builder.Eventing.Subscribe<BeforeStartEvent>((start, _) =>
        {
            var lines = ActivatorUtilities.CreateInstance<ReadyLines>(start.Services, builder.LocalHost().Data["secrets/admin-token"]);
            var running = lines.RunAsync(start.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
            return running.IsFaulted ? running : Task.CompletedTask;
        });
    }
}
