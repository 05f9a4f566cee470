using System.Globalization;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Web.Layout;
using Papers.Web.Services;

namespace Papers.Web.Admin.Duplicates;

/// <summary>Pairs of papers that may be the same, with the forms to merge them or to keep them separate.</summary>
internal static class DuplicateEndpoints
{
    private const string InternalPath = "/internal/twins";
    private const string Page = "/admin/duplicates";

    public static void MapDuplicates(this IEndpointRouteBuilder app)
    {
        app.MapGet(Page, async (AdminClient client, CancellationToken cancellationToken, string? after = null, string? done = null) =>
            Pages.Render<DuplicatesPage>(new DuplicatesView(
                await client.GetAsync(ServiceClients.Ingest, ListPath(after), EventJson.Default.TwinList, cancellationToken),
                done)));
        app.MapPost($"{Page}/{{id:long}}/join", (long id, AdminClient client, CancellationToken cancellationToken) =>
            client.PostAsync(ServiceClients.Ingest, $"{InternalPath}/{id}/join", Page, Notices.Merged, cancellationToken));
        app.MapPost($"{Page}/{{id:long}}/dismiss", (long id, AdminClient client, CancellationToken cancellationToken) =>
            client.PostAsync(ServiceClients.Ingest, $"{InternalPath}/{id}/dismiss", Page, Notices.KeptSeparate, cancellationToken));
    }

    public static void MapDuplicateApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("", (ServiceProxy proxy, CancellationToken cancellationToken, string? after = null) =>
            proxy.GetAsync(ServiceClients.Ingest, ListPath(after), cancellationToken));
        api.MapPost("/{id:long}/join", (long id, ServiceProxy proxy, CancellationToken cancellationToken) =>
            proxy.PostAsync(ServiceClients.Ingest, $"{InternalPath}/{id}/join", cancellationToken));
        api.MapPost("/{id:long}/dismiss", (long id, ServiceProxy proxy, CancellationToken cancellationToken) =>
            proxy.PostAsync(ServiceClients.Ingest, $"{InternalPath}/{id}/dismiss", cancellationToken));
    }

    private static string ListPath(string? after) =>
        long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? $"{InternalPath}?after={last}" : InternalPath;
}

public sealed record DuplicatesView(Answer<TwinList> Duplicates, string? Done);
