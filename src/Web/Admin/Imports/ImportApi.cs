using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using Papers.Contracts;
using Papers.Web.Services;

namespace Papers.Web.Admin.Imports;

/// <summary>Hands a file on to Ingest as it comes, and shows what became of it.</summary>
internal static class ImportApi
{
    public static void MapImportApi(this IEndpointRouteBuilder admin)
    {
        // How much may come is Ingest's to say.
        admin.MapPost("/imports", UploadAsync).WithMetadata(new DisableRequestSizeLimitAttribute());
        admin.MapGet("/imports", (StackParts parts, CancellationToken cancellationToken) =>
            PartRelay.RelayAsync(parts, StackParts.Ingest, HttpMethod.Get, "/internal/imports", cancellationToken));
        admin.MapGet("/imports/{id:guid}", (Guid id, StackParts parts, CancellationToken cancellationToken) =>
            PartRelay.RelayAsync(parts, StackParts.Ingest, HttpMethod.Get, $"/internal/imports/{id}", cancellationToken));
    }

    private static async Task<IResult> UploadAsync(HttpRequest request, StackParts parts, CancellationToken cancellationToken, string? name = null)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return TypedResults.Problem("Say what the file is called: ?name=FILE.", statusCode: StatusCodes.Status400BadRequest);
        }

        try
        {
            using var response = await ImportUpload.SendAsync(parts, name, request.Body, request.ContentLength, cancellationToken);
            if (response.StatusCode != HttpStatusCode.Accepted)
            {
                return await PartRelay.RelayAsync(response, cancellationToken);
            }

            var accepted = await response.Content.ReadFromJsonAsync(EventJson.Default.ImportAccepted, cancellationToken)
                ?? throw new SilentPartException(StackParts.Ingest, "its answer is empty");
            return TypedResults.Accepted($"/admin/api/imports/{accepted.Id}", accepted);
        }
        catch (SilentPartException silent)
        {
            return AdminEndpoints.Silent([silent]);
        }
    }
}
