using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Papers.Contracts;
using Papers.Web.Layout;
using Papers.Web.Services;

namespace Papers.Web.Admin.Imports;

/// <summary>The imported files with their reports, and the form to upload one.</summary>
internal static class ImportPages
{
    private const string InternalPath = "/internal/imports";
    private const string Page = "/admin/imports";

    public static void MapImportPages(this IEndpointRouteBuilder app)
    {
        app.MapGet(Page, async (AdminClient client, CancellationToken cancellationToken) => Pages.Render<ImportsPage>(
            await client.GetAsync(ServiceClients.Ingest, InternalPath, EventJson.Default.IReadOnlyListImportReport, cancellationToken)));
        app.MapGet($"{Page}/{{id:guid}}", ShowAsync);
        app.MapPost(Page, UploadAsync).WithMetadata(new DisableRequestSizeLimitAttribute());
    }

    private static async Task<Results<RazorComponentResult<ImportPage>, NotFound>> ShowAsync(Guid id, AdminClient client, CancellationToken cancellationToken)
    {
        var report = await client.GetAsync(ServiceClients.Ingest, $"{InternalPath}/{id}", EventJson.Default.ImportReport, cancellationToken);
        return report is { Value: null, Unavailable: null } ? TypedResults.NotFound() : Pages.Render<ImportPage>(report);
    }

    private static async Task<Results<SeeOther, RazorComponentResult<RejectionPage>>> UploadAsync(
        HttpRequest request,
        ServiceClients services,
        CancellationToken cancellationToken)
    {
        try
        {
            if (await ImportUpload.FindFileAsync(request, cancellationToken) is not var (name, body))
            {
                return AdminClient.Reject("Choose a file first.", Page, StatusCodes.Status400BadRequest);
            }

            var result = await ImportUpload.SendAsync(services, name, body, length: null, cancellationToken);
            return result.Accepted is { } accepted
                ? new SeeOther($"{Page}/{accepted.Id}")
                : AdminClient.Reject(result.Rejection ?? "", Page, result.Status);
        }
        catch (InvalidDataException)
        {
            return AdminClient.Reject("The upload is incomplete or not a form.", Page, StatusCodes.Status400BadRequest);
        }
    }
}
