using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Web.Services;

namespace Papers.Web.Admin.Imports;

/// <summary>Forwards a file to Ingest, and returns the reports of imports.</summary>
internal static class ImportApi
{
    private const string InternalPath = "/internal/imports";

    public static void MapImportApi(this IEndpointRouteBuilder api)
    {
        // Ingest limits the size.
        api.MapPost("/imports", UploadAsync).WithMetadata(new DisableRequestSizeLimitAttribute());
        api.MapGet("/imports", (ServiceProxy proxy, CancellationToken cancellationToken) =>
            proxy.GetAsync(ServiceClients.Ingest, InternalPath, cancellationToken));
        api.MapGet("/imports/{id:guid}", (Guid id, ServiceProxy proxy, CancellationToken cancellationToken) =>
            proxy.GetAsync(ServiceClients.Ingest, $"{InternalPath}/{id}", cancellationToken));
    }

    private static async Task<Results<Accepted<ImportAccepted>, ProblemHttpResult>> UploadAsync(
        HttpRequest request,
        ServiceClients services,
        CancellationToken cancellationToken,
        string? name = null)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return TypedResults.Problem("The file name is missing: add ?name=FILE.", statusCode: StatusCodes.Status400BadRequest);
        }

        var result = await ImportUpload.SendAsync(services, name, request.Body, request.ContentLength, cancellationToken);
        return result.Accepted is { } accepted
            ? TypedResults.Accepted($"/admin/api/imports/{accepted.Id}", accepted)
            : TypedResults.Problem(result.Rejection, statusCode: result.Status);
    }
}
