using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Web.Admin.Duplicates;
using Papers.Web.Admin.FailedMessages;
using Papers.Web.Admin.Imports;
using Papers.Web.Admin.Overview;
using Papers.Web.Admin.PaperRecords;
using Papers.Web.Admin.SignIn;
using Papers.Web.Admin.Sources;
using Papers.Web.Editions;
using Papers.Web.Layout;
using Papers.Web.Services;
using Papers.Web.Status;

namespace Papers.Web.Admin;

internal static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        MapApi(app.MapGroup("/admin/api").RequireAuthorization(AdminAuthentication.ApiPolicy).WithNoStore());
        MapPages(app.MapGroup("").RequireAuthorization(AdminAuthentication.PagePolicy).WithNoStore().WithMetadata(
            new UnavailableMessage("Service unavailable", Text: null, BackPath: "/admin", BackText: "Overview")));
    }

    private static void MapPages(RouteGroupBuilder pages)
    {
        pages.MapSignIn();
        pages.MapOverview();
        pages.MapSources();
        pages.MapImportPages();
        pages.MapDuplicates();
        pages.MapPaperRecords();
        pages.MapFailedMessages();
        MapRenamed(pages, "/admin/harvests", "/admin/sources");
        MapRenamed(pages, "/admin/twins", "/admin/duplicates");
        MapRenamed(pages, "/admin/faults", "/admin/failed-messages");
        pages.Map("/admin/{**rest}", () => TypedResults.NotFound());
    }

    private static void MapApi(RouteGroupBuilder api)
    {
        api.MapGet("/status", StatusAsync);
        api.MapEditionApi();
        api.MapImportApi();
        api.MapPaperRecordApi();
        api.MapRepublishApi();
        api.MapGroup("/sources").MapSourceApi();
        api.MapGroup("/duplicates").MapDuplicateApi();
        api.MapGroup("/failed-messages").MapFailedMessageApi();

        // The same under the names of earlier versions, for scripts.
        api.MapGroup("/harvests").MapSourceApi();
        api.MapGroup("/twins").MapDuplicateApi();
        api.MapGroup("/faults").MapFailedMessageApi();
        api.Map("/{**rest}", () => TypedResults.NotFound());
    }

    // Bookmarks of earlier versions, and forms of a page that was open during the update.
    private static void MapRenamed(IEndpointRouteBuilder pages, string old, string path) =>
        pages.Map($"{old}/{{**rest}}", (HttpRequest request) =>
        {
            request.Path.StartsWithSegments(old, out var rest);
            return TypedResults.Redirect($"{path}{rest.ToUriComponent()}{request.QueryString}", permanent: true, preserveMethod: true);
        });

    private static async Task<Ok<StackStatus>> StatusAsync(StatusReader reader, CancellationToken cancellationToken)
    {
        var reading = await reader.ReadAsync(cancellationToken);
        return TypedResults.Ok(reading.Status ?? throw new ServiceUnavailableException(reading.Unavailable));
    }
}
