using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Papers.Testing.Telemetry;

/// <summary>Collects spans and log lines that services send over OTLP (HTTP with Protocol Buffers), on loopback.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private readonly ConcurrentQueue<ReceivedLog> _logs = new();

    private OtlpReceiver(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public IReadOnlyList<ReceivedSpan> Spans => [.. _spans];

    public IReadOnlyList<ReceivedLog> Logs => [.. _logs];

    /// <summary>What a service needs in its environment to send everything here, and soon.</summary>
    public IReadOnlyList<(string Name, string Value)> Environment =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", Address),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_BSP_SCHEDULE_DELAY", "200"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "200"),
    ];

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.MapPost("/v1/traces", context => ReadAsync(context, receiver.ReadSpans));
        receiver._app.MapPost("/v1/logs", context => ReadAsync(context, receiver.ReadLogs));
        receiver._app.MapPost("/v1/metrics", context => ReadAsync(context, _ => { }));
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task ReadAsync(HttpContext context, Action<ProtobufReader> read)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        read(new(body.ToArray()));
        context.Response.ContentType = "application/x-protobuf";
    }

    // The numbers are those of opentelemetry-proto's trace.proto, logs.proto, common.proto and resource.proto.
    private void ReadSpans(ProtobufReader request)
    {
        foreach (var (service, scope, message) in Records(request))
        {
            var span = new ProtobufReader(message);
            _spans.Enqueue(new(service, scope, span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), (SpanKind)span.Number(6)));
        }
    }

    private void ReadLogs(ProtobufReader request)
    {
        foreach (var (service, scope, message) in Records(request))
        {
            var log = new ProtobufReader(message);
            _logs.Enqueue(new(service, scope, new ProtobufReader(log.First(5)).Text(1), log.Hex(9)));
        }
    }

    private static IEnumerable<(string Service, string Scope, ReadOnlyMemory<byte> Message)> Records(ProtobufReader request) =>
        from resource in request.All(1)
        let service = ServiceOf(new ProtobufReader(new ProtobufReader(resource).First(1)))
        from scope in new ProtobufReader(resource).All(2)
        let name = new ProtobufReader(new ProtobufReader(scope).First(1)).Text(1)
        from message in new ProtobufReader(scope).All(2)
        select (service, name, message);

    private static string ServiceOf(ProtobufReader resource) =>
        resource.All(1)
            .Select(attribute => new ProtobufReader(attribute))
            .Where(attribute => attribute.Text(1) == "service.name")
            .Select(attribute => new ProtobufReader(attribute.First(2)).Text(1))
            .FirstOrDefault("");
}

/// <param name="Scope">The name of the activity source.</param>
/// <param name="Parent">Empty for the root of a trace.</param>
public sealed record ReceivedSpan(string Service, string Scope, string Trace, string Id, string Parent, string Name, SpanKind Kind)
{
    public bool IsRoot => Parent.Length == 0;
}

/// <param name="Scope">The log category.</param>
/// <param name="Trace">Empty for a line outside of any trace.</param>
public sealed record ReceivedLog(string Service, string Scope, string Text, string Trace);

/// <summary>As OTLP numbers them.</summary>
public enum SpanKind
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}
