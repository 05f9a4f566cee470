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
internal sealed class StubParts : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubParts(WebApplication app) => _app = app;

    public Dictionary<string, long> Tallies { get; } = [];

    /// <summary>Whether those who ask for counts are kept waiting.</summary>
    public bool IsHanging { get; set; }

    public List<Fault> Faults { get; } = [];

    public List<Guid> Retried { get; } = [];

    public Dictionary<Guid, (string Name, long Bytes)> Imports { get; } = [];

    /// <summary>Settings by which the web service finds it under all four names.</summary>
    public (string, string)[] Settings => [.. new[] { "ingest", "tagging", "linkcheck", "notification" }
        .Select(name => ($"services:{name}:http:0", _app.Urls.Single()))];

    public static async Task<StubParts> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        var stub = new StubParts(app);
        stub.Map(app);
        await app.StartAsync();
        return stub;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private void Map(WebApplication app)
    {
        app.MapGet("/internal/counts", async (HttpContext context) =>
        {
            if (IsHanging)
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            return TypedResults.Json(new ServiceCounts { Tallies = Tallies, OutboxPending = 2, Faults = Faults.Count }, EventJson.Default.ServiceCounts);
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
        app.MapGet("/internal/imports/{id:guid}", (Guid id) => Imports.TryGetValue(id, out var import)
            ? Results.Ok(new { id, name = import.Name, read = 97 })
            : Results.Problem("There is no such import.", statusCode: StatusCodes.Status404NotFound));
    }
}
