using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Web.Layout;
using Papers.Web.Services;

namespace Papers.Web.Admin.Imports;

/// <summary>Files that came in, what became of them, and the form to bring one.</summary>
internal static class ImportPages
{
    private const string Page = "/admin/imports";

    public static void MapImportPages(this IEndpointRouteBuilder app)
    {
        app.MapGet(Page, async (OperatorDesk desk) =>
            Pages.Render<ImportsPage>(await desk.AskAsync(StackParts.Ingest, "/internal/imports", EventJson.Default.IReadOnlyListImportReport)));
        app.MapGet($"{Page}/{{id:guid}}", ShowAsync);
        app.MapPost(Page, UploadAsync).WithMetadata(new DisableRequestSizeLimitAttribute());
    }

    private static async Task<Results<RazorComponentResult<ImportPage>, NotFound>> ShowAsync(Guid id, OperatorDesk desk)
    {
        var report = await desk.AskAsync(StackParts.Ingest, $"/internal/imports/{id}", EventJson.Default.ImportReport);
        return report is { Value: null, Silence: null } ? TypedResults.NotFound() : Pages.Render<ImportPage>(report);
    }

    private static async Task<IResult> UploadAsync(HttpRequest request, StackParts parts, CancellationToken cancellationToken)
    {
        try
        {
            if (await ImportUpload.FindFileAsync(request, cancellationToken) is not var (name, body))
            {
                return OperatorDesk.Refuse("No file was chosen.", Page, StatusCodes.Status400BadRequest);
            }

            using var response = await ImportUpload.SendAsync(parts, name, body, length: null, cancellationToken);
            if (response.StatusCode != HttpStatusCode.Accepted)
            {
                return OperatorDesk.Refuse(await StackParts.ReasonAsync(response, cancellationToken), Page, (int)response.StatusCode);
            }

            var accepted = await response.Content.ReadFromJsonAsync(EventJson.Default.ImportAccepted, cancellationToken);
            return new SeeOther(accepted is null ? Page : $"{Page}/{accepted.Id}");
        }
        catch (InvalidDataException)
        {
            return OperatorDesk.Refuse("The form was cut off on its way, or is none.", Page, StatusCodes.Status400BadRequest);
        }
        catch (SilentPartException silent)
        {
            return OperatorDesk.Refuse(silent.Message, Page, StatusCodes.Status503ServiceUnavailable);
        }
    }
}
