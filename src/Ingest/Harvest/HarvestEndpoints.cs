using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Contracts;
using Papers.Contracts.Ingest;

namespace Papers.Ingest.Harvest;

internal static class HarvestEndpoints
{
    public static void MapHarvests(this IEndpointRouteBuilder app)
    {
        var harvests = app.MapGroup("/internal/harvests");
        harvests.MapGet("/", ListAsync);
        harvests.MapPost("/{name}", TriggerAsync);
    }

    private static async Task<JsonHttpResult<IReadOnlyList<HarvestStatus>>> ListAsync(HarvestReports reports, CancellationToken cancellationToken) =>
        TypedResults.Json(await reports.ListAsync(cancellationToken), EventJson.Default.IReadOnlyListHarvestStatus);

    private static async Task<Results<JsonHttpResult<HarvestAccepted>, ProblemHttpResult>> TriggerAsync(
        string name, HarvestedSources sources, HarvestReports reports, CancellationToken cancellationToken)
    {
        if (sources.Find(name) is not { } source)
        {
            return TypedResults.Problem(
                $"There is no source \"{name}\". The sources are {string.Join(", ", sources.Names)}.",
                statusCode: StatusCodes.Status404NotFound);
        }

        if (sources.DisabledReason(source.Options) is { } reason)
        {
            return TypedResults.Problem(reason, statusCode: StatusCodes.Status409Conflict);
        }

        return TypedResults.Json(
            new HarvestAccepted { Name = source.Options.Name, Joined = await reports.TriggerAsync(source, cancellationToken) },
            EventJson.Default.HarvestAccepted,
            statusCode: StatusCodes.Status202Accepted);
    }
}
