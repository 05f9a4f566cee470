using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Ingest.Duplicates;

namespace Papers.Ingest.Curation;

internal static class CurationEndpoints
{
    public static void MapCuration(this IEndpointRouteBuilder app)
    {
        var papers = app.MapGroup("/internal/papers");
        papers.MapGet("/{**id}", (string id, ShowPaper show, CancellationToken cancellationToken) => ShowAsync(id, show, cancellationToken));
        papers.MapPost("/{id}/split", (string id, string source, string? key, CuratePapers curate, CancellationToken cancellationToken) =>
            SplitAsync(id, source, key, curate, cancellationToken));

        // Old arXiv ids have a slash: hep-th/9901001.
        papers.MapPost("/{archive}/{number}/split", (string archive, string number, string source, string? key, CuratePapers curate, CancellationToken cancellationToken) =>
            SplitAsync($"{archive}/{number}", source, key, curate, cancellationToken));

        var duplicates = app.MapGroup("/internal/twins");
        duplicates.MapGet("/", ListAsync);
        duplicates.MapPost("/{id:long}/join", JoinAsync);
        duplicates.MapPost("/{id:long}/dismiss", DismissAsync);
    }

    private static async Task<Results<JsonHttpResult<CataloguedPaper>, ProblemHttpResult>> ShowAsync(
        string id,
        ShowPaper show,
        CancellationToken cancellationToken) =>
        await show.FindAsync(id, cancellationToken) is { } paper
            ? TypedResults.Json(paper, EventJson.Default.CataloguedPaper)
            : TypedResults.Problem("There is no such paper.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<Results<JsonHttpResult<PaperSplit>, ProblemHttpResult>> SplitAsync(
        string id, string source, string? key, CuratePapers curate, CancellationToken cancellationToken)
    {
        var outcome = await curate.SplitAsync(id, source, key, cancellationToken);
        return outcome.Split is { } split
            ? TypedResults.Json(split, EventJson.Default.PaperSplit)
            : TypedResults.Problem(outcome.Fault, statusCode: outcome.IsConflict ? StatusCodes.Status409Conflict : StatusCodes.Status404NotFound);
    }

    private static async Task<JsonHttpResult<TwinList>> ListAsync(long? after, SuspectedDuplicates duplicates, CancellationToken cancellationToken) =>
        TypedResults.Json(await duplicates.ListAsync(after ?? 0, cancellationToken), EventJson.Default.TwinList);

    private static async Task<Results<JsonHttpResult<TwinsJoined>, ProblemHttpResult>> JoinAsync(
        long id,
        CuratePapers curate,
        CancellationToken cancellationToken) =>
        await curate.JoinAsync(id, cancellationToken) is { } joined ? TypedResults.Json(joined, EventJson.Default.TwinsJoined) : NotFound(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> DismissAsync(
        long id,
        SuspectedDuplicates duplicates,
        CancellationToken cancellationToken) =>
        await duplicates.DismissAsync(id, cancellationToken) ? TypedResults.NoContent() : NotFound(id);

    private static ProblemHttpResult NotFound(long id) =>
        TypedResults.Problem($"There is no undecided pair {id}.", statusCode: StatusCodes.Status404NotFound);
}
