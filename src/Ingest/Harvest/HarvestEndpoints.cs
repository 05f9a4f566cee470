using Papers.Contracts;
using Papers.Contracts.Ingest;

namespace Papers.Ingest.Harvest;

internal static class HarvestEndpoints
{
    public static void MapHarvests(this IEndpointRouteBuilder app)
    {
        var harvests = app.MapGroup("/internal/harvests");
        harvests.MapGet("/", async (HarvestReports reports, CancellationToken cancellationToken) =>
            TypedResults.Json(await reports.ListAsync(cancellationToken), EventJson.Default.IReadOnlyListHarvestStatus));
        harvests.MapPost("/{name}", async Task<IResult> (string name, HarvestedSources sources, HarvestReports reports, CancellationToken cancellationToken) =>
        {
            if (sources.Find(name) is not { } source)
            {
                return TypedResults.Problem(
                    $"There is no source \"{name}\". There are {string.Join(", ", sources.Names)}.",
                    statusCode: StatusCodes.Status404NotFound);
            }

            return sources.OffBecause(source.Options) is { } reason
                ? TypedResults.Problem(reason, statusCode: StatusCodes.Status409Conflict)
                : TypedResults.Json(
                    new HarvestAccepted { Name = source.Options.Name, Joined = await reports.OrderAsync(source, cancellationToken) },
                    EventJson.Default.HarvestAccepted,
                    statusCode: StatusCodes.Status202Accepted);
        });
    }
}
