using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Web.Search;

namespace Papers.Web.HuggingFaceApi;

internal static class SearchApi
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 120;

    public static void MapSearchApi(this IEndpointRouteBuilder app) => app.MapGet("/api/papers/search", SearchAsync);

    private static async Task<Results<JsonHttpResult<IReadOnlyList<HuggingFaceListItem>>, ProblemHttpResult>> SearchAsync(
        PaperSearch search,
        CancellationToken cancellationToken,
        string? q = null,
        string? limit = null)
    {
        if (string.IsNullOrWhiteSpace(q))
        {
            return BadRequest("q is missing.");
        }

        if (q.Length > SearchRequest.MaxTextLength)
        {
            return BadRequest($"q is too long: at most {SearchRequest.MaxTextLength} characters.");
        }

        if (!ListParameters.TryReadNumber(limit, DefaultLimit, 1, MaxLimit, out var most))
        {
            return BadRequest($"limit must be from 1 to {MaxLimit}.");
        }

        var result = await search.FindAsync(q, skip: 0, most, cancellationToken);
        return TypedResults.Json<IReadOnlyList<HuggingFaceListItem>>([.. result.Papers.Select(HuggingFaceListItem.From)], HuggingFaceJson.Default.IReadOnlyListHuggingFaceListItem);
    }

    private static ProblemHttpResult BadRequest(string message) =>
        TypedResults.Problem(message, statusCode: StatusCodes.Status400BadRequest);
}
