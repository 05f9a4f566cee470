using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Web.Search;

namespace Papers.Web.HuggingFaceApi;

internal static class SearchApi
{
    private const int UsualLimit = 20;
    private const int HighestLimit = 120;

    public static void MapSearchApi(this IEndpointRouteBuilder app) => app.MapGet("/api/papers/search", SearchAsync);

    private static async Task<Results<JsonHttpResult<IReadOnlyList<ListingRow>>, ProblemHttpResult>> SearchAsync(
        PaperSearch search,
        CancellationToken cancellationToken,
        string? q = null,
        string? limit = null)
    {
        if (string.IsNullOrWhiteSpace(q))
        {
            return BadRequest("q is missing: say what to search for.");
        }

        if (q.Length > SearchRequest.LongestText)
        {
            return BadRequest($"q is too long: at most {SearchRequest.LongestText} characters.");
        }

        if (!ListParameters.TryReadNumber(limit, UsualLimit, 1, HighestLimit, out var most))
        {
            return BadRequest($"limit must lie between 1 and {HighestLimit}.");
        }

        var result = await search.FindAsync(q, skip: 0, most, cancellationToken);
        return TypedResults.Json<IReadOnlyList<ListingRow>>([.. result.Papers.Select(ListingRow.Of)], HuggingFaceJson.Default.IReadOnlyListListingRow);
    }

    private static ProblemHttpResult BadRequest(string message) =>
        TypedResults.Problem(message, statusCode: StatusCodes.Status400BadRequest);
}
