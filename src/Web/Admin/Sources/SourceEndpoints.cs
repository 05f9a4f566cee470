using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Web.Layout;
using Papers.Web.Services;

namespace Papers.Web.Admin.Sources;

/// <summary>The sources that Ingest polls, and the button to fetch from one now.</summary>
internal static class SourceEndpoints
{
    private const string InternalPath = "/internal/harvests";
    private const string Page = "/admin/sources";

    public static void MapSources(this IEndpointRouteBuilder app)
    {
        app.MapGet(Page, async (AdminClient client, CancellationToken cancellationToken, string? done = null) => Pages.Render<SourcesPage>(new SourcesView(
            await client.GetAsync(ServiceClients.Ingest, InternalPath, EventJson.Default.IReadOnlyListHarvestStatus, cancellationToken),
            done)));
        app.MapPost(Page, async Task<Results<SeeOther, RazorComponentResult<RejectionPage>>> (
            HttpRequest request,
            AdminClient client,
            CancellationToken cancellationToken) =>
            await SmallForm.ReadFieldAsync(request, "name", 100, cancellationToken) is { } name
                ? await client.PostAsync(ServiceClients.Ingest, PathOf(name), Page, Notices.FetchStarted, cancellationToken)
                : AdminClient.Reject("The form names no source.", Page, StatusCodes.Status400BadRequest));
    }

    public static void MapSourceApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("", (ServiceProxy proxy, CancellationToken cancellationToken) => proxy.GetAsync(ServiceClients.Ingest, InternalPath, cancellationToken));
        api.MapPost("/{name}", (string name, ServiceProxy proxy, CancellationToken cancellationToken) =>
            proxy.PostAsync(ServiceClients.Ingest, PathOf(name), cancellationToken));
    }

    private static string PathOf(string name) => $"{InternalPath}/{Uri.EscapeDataString(name)}";
}

public sealed record SourcesView(Answer<IReadOnlyList<HarvestStatus>> Sources, string? Done);
