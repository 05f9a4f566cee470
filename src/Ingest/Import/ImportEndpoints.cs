using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Contracts;
using Papers.Contracts.Ingest;

namespace Papers.Ingest.Import;

internal static class ImportEndpoints
{
    private const int Latest = 50;

    public static void MapImports(this IEndpointRouteBuilder app)
    {
        var imports = app.MapGroup("/internal/imports");
        imports.MapPost("/", (HttpContext http, AcceptUpload upload, string? name, CancellationToken cancellationToken) =>
            upload.AcceptAsync(http, name, cancellationToken));
        imports.MapGet("/", ListAsync);
        imports.MapGet("/{id:guid}", FindAsync);
    }

    private static async Task<JsonHttpResult<IReadOnlyList<ImportReport>>> ListAsync(ImportReports reports, CancellationToken cancellationToken) =>
        TypedResults.Json(await reports.ListAsync(Latest, cancellationToken), EventJson.Default.IReadOnlyListImportReport);

    private static async Task<Results<JsonHttpResult<ImportReport>, ProblemHttpResult>> FindAsync(
        Guid id,
        ImportReports reports,
        CancellationToken cancellationToken) =>
        await reports.FindAsync(id, cancellationToken) is { } report
            ? TypedResults.Json(report, EventJson.Default.ImportReport)
            : TypedResults.Problem($"There is no import {id}.", statusCode: StatusCodes.Status404NotFound);
}
