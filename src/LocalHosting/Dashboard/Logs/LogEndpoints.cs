using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Dashboard.Logs;

/// <summary>The console page, its stream of lines, and the kept lines as one text.</summary>
internal static class LogEndpoints
{
    private const int Backlog = 10_000;
    private const string EventType = "lines";

    // Lines come one by one; a browser gets them by the hundred, ten times a second at most.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static void MapLogs(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/logs", (string? resource, string? filter, ResourceBoard board) => LogsPage.Show(board.Current, NameOrNull(resource), filter));

        endpoints.MapGet("/logs/text", Text);

        endpoints.MapGet("/events/logs", (string? resource, long? after, HttpContext context, ConsoleLogs logs, IHostApplicationLifetime lifetime) =>
        {
            // A browser that lost the connection says by itself what it had last.
            var position = long.TryParse(context.Request.Headers["Last-Event-ID"], out var last) ? last : after;
            return TypedResults.ServerSentEvents(Lines(logs, NameOrNull(resource), position, lifetime.ApplicationStopping, context.RequestAborted));
        });
    }

    private static PushStreamHttpResult Text(string? resource, string? filter, ConsoleLogs logs, CancellationToken cancellationToken)
    {
        var name = NameOrNull(resource);
        var passes = new LogFilter(filter);
        return TypedResults.Stream(
            async stream =>
            {
                await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 32 * 1024);
                foreach (var line in logs.Kept(name).Where(line => passes.Passes(line.Resource, line.Text)))
                    await writer.WriteLineAsync($"{line.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {line.Resource} {line.Text}".AsMemory(), cancellationToken);
            },
            "text/plain; charset=utf-8",
            fileDownloadName: null);
    }

    private static async IAsyncEnumerable<SseItem<ShownLines>> Lines(
        ConsoleLogs logs, string? resource, long? position, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        // Nothing at first, so that the browser knows at once that it is connected.
        yield return new SseItem<ShownLines>(new ShownLines(0, []), EventType);
        await foreach (var batch in logs.ReadAsync(resource, position, Backlog, either.Token))
        {
            var lines = batch.Lines.Select(line => new ShownLine(line.Resource, line.Time.ToUnixTimeMilliseconds(), line.IsError, line.Text));
            yield return new SseItem<ShownLines>(new ShownLines(batch.Dropped, [.. lines]), EventType) { EventId = $"{batch.Position}" };
            if (batch.IsNewest)
                await Task.Delay(Pause, TimeProvider.System, either.Token);
        }
    }

    private static string? NameOrNull(string? resource) => string.IsNullOrEmpty(resource) ? null : resource;

    private sealed record ShownLines(long Dropped, IReadOnlyList<ShownLine> Lines);

    private sealed record ShownLine(string Resource, long Time, bool IsError, string Text);
}
