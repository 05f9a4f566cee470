using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Contracts.Operations;

namespace Papers.Web.Tests;

/// <summary>Stubs of Ingest, Tagging, LinkCheck and Notification: their internal paths, answered from memory.</summary>
internal sealed class StubServices : IAsyncDisposable
{
    private static readonly string[] s_names = ["ingest", "tagging", "linkcheck", "notification"];

    private readonly WebApplication _app;

    private StubServices(WebApplication app) => _app = app;

    public Dictionary<string, long> Tallies { get; } = [];

    /// <summary>The services that never answer a request for their counts.</summary>
    public HashSet<string> Hanging { get; } = [];

    /// <summary>The server that every service reports as unavailable; null where none does.</summary>
    public string? UnavailableServer { get; set; }

    public List<Fault> FailedMessages { get; } = [];

    public List<Guid> Retried { get; } = [];

    public Dictionary<Guid, (string Name, long Bytes)> Imports { get; } = [];

    public List<HarvestStatus> Sources { get; } = [];

    public List<SuspectedTwins> Duplicates { get; } = [];

    public CataloguedPaper? Paper { get; set; }

    /// <summary>Path and query of every POST by which an admin commands something.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>The start of the paths that fail with 503; null where none do.</summary>
    public string? FailsAt { get; set; }

    /// <summary>Settings by which the web service finds each service at its own port.</summary>
    public (string, string)[] Settings => [.. s_names.Zip(_app.Urls, (name, url) => ($"services:{name}:http:0", url))];

    public static async Task<StubServices> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            foreach (var _ in s_names)
            {
                kestrel.Listen(IPAddress.Loopback, 0);
            }
        });
        var app = builder.Build();
        var stub = new StubServices(app);
        stub.Map(app);
        await app.StartAsync();
        return stub;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private string NameAt(int port) => s_names.Zip(_app.Urls).First(part => new Uri(part.Second).Port == port).First;

    private void Map(WebApplication app)
    {
        app.Use((context, next) => FailsAt is { } path && context.Request.Path.StartsWithSegments(path)
            ? Results.Problem("database unavailable", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context)
            : next(context));
        MapCommands(app);
        app.MapGet("/internal/counts", async (HttpContext context) =>
        {
            if (Hanging.Contains(NameAt(context.Connection.LocalPort)))
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            return UnavailableServer is { } server
                ? Results.Problem("suspended", statusCode: StatusCodes.Status503ServiceUnavailable, extensions: [new("server", server)])
                : Results.Json(new ServiceCounts { Tallies = Tallies, OutboxPending = 2, Faults = FailedMessages.Count }, EventJson.Default.ServiceCounts);
        });
        app.MapGet("/internal/faults", () => TypedResults.Json<IReadOnlyList<Fault>>(FailedMessages, EventJson.Default.IReadOnlyListFault));
        app.MapPost("/internal/faults/{id:guid}/retry", (Guid id) =>
        {
            var isHere = FailedMessages.RemoveAll(message => message.Id == id) > 0;
            if (isHere)
            {
                Retried.Add(id);
            }

            return isHere ? Results.Accepted() : Results.NotFound();
        });
        app.MapPost("/internal/imports", async (HttpRequest request, string name) =>
        {
            if (name.Contains('/', StringComparison.Ordinal))
            {
                return Results.Problem("A file name must not contain a slash.", statusCode: StatusCodes.Status400BadRequest);
            }

            var bytes = 0L;
            var buffer = new byte[64 * 1024];
            while (await request.Body.ReadAsync(buffer) is > 0 and var read)
            {
                bytes += read;
            }

            var id = Guid.NewGuid();
            Imports[id] = (name, bytes);
            return Results.Accepted($"/internal/imports/{id}", new ImportAccepted { Id = id, Name = name });
        });
        app.MapGet("/internal/imports", () => TypedResults.Json<IReadOnlyList<ImportReport>>(
            [.. Imports.Select(import => Report(import.Key, import.Value.Name))],
            EventJson.Default.IReadOnlyListImportReport));
        app.MapGet("/internal/imports/{id:guid}", (Guid id) => Imports.TryGetValue(id, out var import)
            ? Results.Json(Report(id, import.Name) with { Rejects = [new(7, "missing <title>")] }, EventJson.Default.ImportReport)
            : Results.Problem("unknown import", statusCode: StatusCodes.Status404NotFound));
    }

    private void MapCommands(WebApplication app)
    {
        app.MapGet("/internal/harvests", () => TypedResults.Json<IReadOnlyList<HarvestStatus>>(Sources, EventJson.Default.IReadOnlyListHarvestStatus));
        app.MapPost("/internal/harvests/{name}", (HttpRequest request, string name) =>
            Sources.Find(source => source.Name == name) switch
            {
                null => Results.Problem($"There is no source {name}.", statusCode: StatusCodes.Status404NotFound),
                { Enabled: false } off => Results.Problem(off.OffBecause, statusCode: StatusCodes.Status409Conflict),
                _ => Accept(request, Results.Json(new HarvestAccepted { Name = name, Joined = false }, EventJson.Default.HarvestAccepted, statusCode: StatusCodes.Status202Accepted)),
            });
        app.MapGet("/internal/twins", () => TypedResults.Json(new TwinList(Duplicates, Duplicates.Count, Next: null), EventJson.Default.TwinList));
        app.MapPost("/internal/twins/{id:long}/{what}", (HttpRequest request) => Accept(request, Results.NoContent()));
        app.MapGet("/internal/papers/{id}", () => Paper is null ? Results.NotFound() : Results.Json(Paper, EventJson.Default.CataloguedPaper));
        app.MapPost("/internal/papers/{id}/split", (HttpRequest request) => Accept(request, Results.NoContent()));
        app.MapGet("/internal/republish", () => TypedResults.Json<IReadOnlyList<RepublishStatus>>(
            [new() { What = "papers", Published = 1_200, StartedAt = DateTimeOffset.UnixEpoch }],
            EventJson.Default.IReadOnlyListRepublishStatus));
        app.MapPost("/internal/republish", (HttpRequest request) => Accept(request, Results.Accepted()));
    }

    private IResult Accept(HttpRequest request, IResult answer)
    {
        Commands.Add($"{request.Path}{request.QueryString}");
        return answer;
    }

    private static ImportReport Report(Guid id, string name) => new()
    {
        Id = id,
        Name = name,
        Origin = ImportOrigin.Upload,
        State = ImportState.Done,
        Format = "JSON Lines",
        Read = 97,
        New = 90,
        Changed = 4,
        Unchanged = 2,
        Rejected = 1,
        RejectsNotListed = 0,
        ReceivedAt = new(2025, 3, 14, 9, 0, 0, TimeSpan.Zero),
    };
}
