using Papers.Contracts;
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

        // Old identifiers have a slash: hep-th/9901001.
        papers.MapPost("/{archive}/{number}/split", (string archive, string number, string source, string? key, CuratePapers curate, CancellationToken cancellationToken) =>
            SplitAsync($"{archive}/{number}", source, key, curate, cancellationToken));

        var twins = app.MapGroup("/internal/twins");
        twins.MapGet("/", async (long? after, SuspectedDuplicates list, CancellationToken cancellationToken) =>
            TypedResults.Json(await list.ListAsync(after ?? 0, cancellationToken), EventJson.Default.TwinList));
        twins.MapPost("/{id:long}/join", async Task<IResult> (long id, CuratePapers curate, CancellationToken cancellationToken) =>
            await curate.JoinAsync(id, cancellationToken) is { } joined ? TypedResults.Json(joined, EventJson.Default.TwinsJoined) : NoDuplicates(id));
        twins.MapPost("/{id:long}/dismiss", async Task<IResult> (long id, SuspectedDuplicates list, CancellationToken cancellationToken) =>
            await list.DismissAsync(id, cancellationToken) ? TypedResults.NoContent() : NoDuplicates(id));
    }

    private static async Task<IResult> ShowAsync(string id, ShowPaper show, CancellationToken cancellationToken) =>
        await show.FindAsync(id, cancellationToken) is { } paper
            ? TypedResults.Json(paper, EventJson.Default.CataloguedPaper)
            : TypedResults.Problem("There is no such paper.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> SplitAsync(string id, string source, string? key, CuratePapers curate, CancellationToken cancellationToken)
    {
        var outcome = await curate.SplitAsync(id, source, key, cancellationToken);
        return outcome.Split is { } split
            ? TypedResults.Json(split, EventJson.Default.PaperSplit)
            : TypedResults.Problem(outcome.Fault, statusCode: outcome.IsConflict ? StatusCodes.Status409Conflict : StatusCodes.Status404NotFound);
    }

    private static IResult NoDuplicates(long id) =>
        TypedResults.Problem($"There is no undecided pair {id}.", statusCode: StatusCodes.Status404NotFound);
}
