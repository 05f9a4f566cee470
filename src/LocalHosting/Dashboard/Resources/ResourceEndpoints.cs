using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Papers.LocalHosting.Dashboard.Layout;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Dashboard.Resources;

/// <summary>The pages of the resources, the same as JSON for programs, and a stream that says when to look again.</summary>
internal static class ResourceEndpoints
{
    // A start changes the board dozens of times within a second; a page need not be drawn as often.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static void MapResources(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", (ResourceBoard board) => ResourcesPage.Show(board.Current));

        endpoints.MapGet("/resources/{name}", (string name, ResourceBoard board) =>
            board.Current is var now && now.Find(name) is { } resource
                ? ResourcePage.Show(resource, now)
                : NotFoundPage.Show("No resource has this name."));

        endpoints.MapGet("/api/resources", (ResourceBoard board) =>
        {
            var now = board.Current;
            return TypedResults.Json(now.Resources.Select(SecretMask.Of(now).Hide), Json);
        });

        endpoints.MapGet("/events/resources", (ResourceBoard board, IHostApplicationLifetime lifetime, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(Versions(board, lifetime.ApplicationStopping, cancellationToken)));
    }

    private static async IAsyncEnumerable<SseItem<long>> Versions(
        ResourceBoard board, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        await foreach (var now in board.WatchAsync(either.Token))
        {
            yield return new SseItem<long>(now.Version, "board");
            await Task.Delay(Pause, TimeProvider.System, either.Token);
        }
    }
}
