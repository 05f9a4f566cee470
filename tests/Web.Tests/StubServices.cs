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

/// <summary>Ingest, Tagging, LinkCheck and Notification as the web service sees them: their internal addresses, answered from memory.</summary>
internal sealed class StubServices : IAsyncDisposable
{
    private static readonly string[] s_names = ["ingest", "tagging", "linkcheck", "notification"];

    private readonly WebApplication _app;

    private StubServices(WebApplication app) => _app = app;

    public Dictionary<string, long> Tallies { get; } = [];

    /// <summary>Those of which who asks for counts is kept waiting.</summary>
    public HashSet<string> Hanging { get; } = [];

    /// <summary>The server that each of them says does not answer.</summary>
    public string? SilentServer { get; set; }

    public List<Fault> Faults { get; } = [];

    public List<Guid> Retried { get; } = [];

    public Dictionary<Guid, (string Name, long Bytes)> Imports { get; } = [];

    public List<HarvestStatus> Harvests { get; } = [];

    public List<SuspectedTwins> Twins { get; } = [];

    public CataloguedPaper? Paper { get; set; }

    /// <summary>What was ordered: the path and query of every POST to what an operator can order.</summary>
    public List<string> Orders { get; } = [];

    /// <summary>The beginning of the paths at which it says that its database is away; null where it is not.</summary>
    public string? BrokenAt { get; set; }

    /// <summary>Settings by which the web service finds it under all four names, each at a port of its own.</summary>
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
        app.Use((context, next) => BrokenAt is { } path && context.Request.Path.StartsWithSegments(path)
            ? Results.Problem("the database is away", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context)
            : next(context));
        MapOrders(app);
        app.MapGet("/internal/counts", async (HttpContext context) =>
        {
            if (Hanging.Contains(NameAt(context.Connection.LocalPort)))
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            return SilentServer is { } server
                ? Results.Problem("It sleeps", statusCode: StatusCodes.Status503ServiceUnavailable, extensions: [new("server", server)])
                : Results.Json(new ServiceCounts { Tallies = Tallies, OutboxPending = 2, Faults = Faults.Count }, EventJson.Default.ServiceCounts);
        });
        app.MapGet("/internal/faults", () => TypedResults.Json<IReadOnlyList<Fault>>(Faults, EventJson.Default.IReadOnlyListFault));
        app.MapPost("/internal/faults/{id:guid}/retry", (Guid id) =>
        {
            var isHere = Faults.RemoveAll(fault => fault.Id == id) > 0;
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
                return Results.Problem("A file name has no slash.", statusCode: StatusCodes.Status400BadRequest);
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
            ? Results.Json(Report(id, import.Name) with { Rejects = [new(7, "It has no <title>.")] }, EventJson.Default.ImportReport)
            : Results.Problem("There is no such import.", statusCode: StatusCodes.Status404NotFound));
    }

    private void MapOrders(WebApplication app)
    {
        app.MapGet("/internal/harvests", () => TypedResults.Json<IReadOnlyList<HarvestStatus>>(Harvests, EventJson.Default.IReadOnlyListHarvestStatus));
        app.MapPost("/internal/harvests/{name}", (HttpRequest request, string name) =>
            Harvests.Find(harvest => harvest.Name == name) switch
            {
                null => Results.Problem($"There is no source {name}.", statusCode: StatusCodes.Status404NotFound),
                { Enabled: false } off => Results.Problem(off.OffBecause, statusCode: StatusCodes.Status409Conflict),
                _ => Ordered(request, Results.Json(new HarvestAccepted { Name = name, Joined = false }, EventJson.Default.HarvestAccepted, statusCode: StatusCodes.Status202Accepted)),
            });
        app.MapGet("/internal/twins", () => TypedResults.Json(new TwinList(Twins, Twins.Count, Next: null), EventJson.Default.TwinList));
        app.MapPost("/internal/twins/{id:long}/{what}", (HttpRequest request) => Ordered(request, Results.NoContent()));
        app.MapGet("/internal/papers/{id}", () => Paper is null ? Results.NotFound() : Results.Json(Paper, EventJson.Default.CataloguedPaper));
        app.MapPost("/internal/papers/{id}/split", (HttpRequest request) => Ordered(request, Results.NoContent()));
        app.MapGet("/internal/republish", () => TypedResults.Json<IReadOnlyList<RepublishStatus>>(
            [new() { What = "papers", Told = 1_200, StartedAt = DateTimeOffset.UnixEpoch }],
            EventJson.Default.IReadOnlyListRepublishStatus));
        app.MapPost("/internal/republish", (HttpRequest request) => Ordered(request, Results.Accepted()));
    }

    private IResult Ordered(HttpRequest request, IResult answer)
    {
        Orders.Add($"{request.Path}{request.QueryString}");
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
