using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using Papers.Contracts;
using Papers.Web.Status;

namespace Papers.Web.Admin;

/// <summary>Hands a file on to Ingest as it comes, and shows what became of it.</summary>
internal static class ImportEndpoints
{
    public static void MapImports(this IEndpointRouteBuilder admin)
    {
        // How much may come is Ingest's to say.
        admin.MapPost("/imports", UploadAsync).WithMetadata(new DisableRequestSizeLimitAttribute());
        admin.MapGet("/imports", (StackParts parts, HttpContext context) => RelayAsync(parts, "/internal/imports", context));
        admin.MapGet("/imports/{id:guid}", (Guid id, StackParts parts, HttpContext context) => RelayAsync(parts, $"/internal/imports/{id}", context));
    }

    private static async Task<IResult> UploadAsync(HttpRequest request, StackParts parts, CancellationToken cancellationToken, string? name = null)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return TypedResults.Problem("Say what the file is called: ?name=FILE.", statusCode: StatusCodes.Status400BadRequest);
        }

        using var content = new StreamContent(request.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentLength = request.ContentLength;
        try
        {
            using var response = await parts.SendAsync(
                StackParts.Ingest,
                HttpMethod.Post,
                $"/internal/imports?name={Uri.EscapeDataString(name)}",
                content,
                cancellationToken);
            if (response.StatusCode != HttpStatusCode.Accepted)
            {
                return await RelayAsync(response, cancellationToken);
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

    private static async Task<IResult> RelayAsync(StackParts parts, string path, HttpContext context)
    {
        try
        {
            using var response = await parts.SendAsync(StackParts.Ingest, HttpMethod.Get, path, content: null, context.RequestAborted);
            return await RelayAsync(response, context.RequestAborted);
        }
        catch (SilentPartException silent)
        {
            return AdminEndpoints.Silent([silent]);
        }
    }

    private static async Task<IResult> RelayAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return body.Length == 0
            ? TypedResults.StatusCode((int)response.StatusCode)
            : TypedResults.Content(body, response.Content.Headers.ContentType?.MediaType ?? "application/json", System.Text.Encoding.UTF8, (int)response.StatusCode);
    }
}
