using Papers.Contracts;

namespace Papers.Ingest.Import;

internal static class ImportEndpoints
{
    private const int Latest = 50;

    public static void MapImports(this IEndpointRouteBuilder app)
    {
        var imports = app.MapGroup("/internal/imports");
        imports.MapPost("/", (HttpContext http, AcceptUpload upload, string? name, CancellationToken cancellationToken) =>
            upload.AcceptAsync(http, name, cancellationToken));
        imports.MapGet("/", async (ImportReports reports, CancellationToken cancellationToken) =>
            TypedResults.Json(await reports.ListAsync(Latest, cancellationToken), EventJson.Default.IReadOnlyListImportReport));
        imports.MapGet("/{id:guid}", async Task<IResult> (Guid id, ImportReports reports, CancellationToken cancellationToken) =>
            await reports.FindAsync(id, cancellationToken) is { } report
                ? TypedResults.Json(report, EventJson.Default.ImportReport)
                : TypedResults.Problem($"There is no import {id}.", statusCode: StatusCodes.Status404NotFound));
    }
}
