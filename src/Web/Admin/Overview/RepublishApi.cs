using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.Web.Services;

namespace Papers.Web.Admin.Overview;

internal static class RepublishApi
{
    public static void MapRepublishApi(this IEndpointRouteBuilder admin)
    {
        admin.MapPost("/republish", async (StackParts parts, CancellationToken cancellationToken, string? what = null) =>
            RepublishedFacts.Find(what) is { } kind
                ? await PartRelay.RelayAsync(parts, kind.Owner, HttpMethod.Post, kind.Path, cancellationToken)
                : TypedResults.Problem(
                    $"Say what to tell again: {string.Join(" or ", RepublishedFacts.All.Select(known => $"what={known.What}"))}.",
                    statusCode: StatusCodes.Status400BadRequest));
        admin.MapGet("/republish", async Task<IResult> (OperatorDesk desk) =>
        {
            var told = await Task.WhenAll(RepublishedFacts.All.Select(kind =>
                desk.AskAsync(kind.Owner, "/internal/republish", EventJson.Default.IReadOnlyListRepublishStatus)));
            return told.Select(heard => heard.Silence).OfType<string>().ToList() is { Count: > 0 } silent
                ? TypedResults.Problem(string.Join("; ", silent), statusCode: StatusCodes.Status503ServiceUnavailable)
                : TypedResults.Json<IReadOnlyList<RepublishStatus>>([.. told.SelectMany(heard => heard.Value ?? [])], EventJson.Default.IReadOnlyListRepublishStatus);
        });
    }
}
