using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Web.Layout;
using Papers.Web.Services;

namespace Papers.Web.Admin.Harvests;

/// <summary>How each source is harvested, and the button to do it now.</summary>
internal static class HarvestEndpoints
{
    private const string All = "/internal/harvests";
    private const string Page = "/admin/harvests";

    public static void MapHarvests(this IEndpointRouteBuilder app)
    {
        app.MapGet(Page, async (OperatorDesk desk, string? done = null) =>
            Pages.Render<HarvestsPage>(new HarvestsView(await desk.AskAsync(StackParts.Ingest, All, EventJson.Default.IReadOnlyListHarvestStatus), done)));
        app.MapPost(Page, async (HttpRequest request, OperatorDesk desk, CancellationToken cancellationToken) =>
            await SmallForm.ReadFieldAsync(request, "name", 100, cancellationToken) is { } name
                ? await desk.OrderAsync(StackParts.Ingest, PathOf(name), Page, Notes.Harvest)
                : OperatorDesk.Refuse("Which source?", Page, StatusCodes.Status400BadRequest));
    }

    public static void MapHarvestApi(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/harvests", (StackParts parts, CancellationToken cancellationToken) =>
            PartRelay.RelayAsync(parts, StackParts.Ingest, HttpMethod.Get, All, cancellationToken));
        admin.MapPost("/harvests/{name}", (string name, StackParts parts, CancellationToken cancellationToken) =>
            PartRelay.RelayAsync(parts, StackParts.Ingest, HttpMethod.Post, PathOf(name), cancellationToken));
    }

    private static string PathOf(string name) => $"{All}/{Uri.EscapeDataString(name)}";
}

public sealed record HarvestsView(Heard<IReadOnlyList<HarvestStatus>> Harvests, string? Done);
