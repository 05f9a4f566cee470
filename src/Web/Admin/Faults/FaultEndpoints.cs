using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.Web.Services;

namespace Papers.Web.Admin.Faults;

internal static class FaultEndpoints
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    public static void MapFaults(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/faults", async Task<Results<JsonHttpResult<IReadOnlyList<Fault>>, ProblemHttpResult>> (FaultDesk desk, TimeProvider time) =>
        {
            using var limit = new CancellationTokenSource(s_limit, time);
            try
            {
                return TypedResults.Json(await desk.ListAsync(limit.Token), EventJson.Default.IReadOnlyListFault);
            }
            catch (SilentPartException silent)
            {
                return AdminEndpoints.Silent([silent]);
            }
        });

        admin.MapPost("/faults/{id:guid}/retry", async Task<Results<Accepted, ProblemHttpResult>> (Guid id, FaultDesk desk, TimeProvider time) =>
        {
            using var limit = new CancellationTokenSource(s_limit, time);
            try
            {
                return await desk.RetryAsync(id, limit.Token)
                    ? TypedResults.Accepted((string?)null)
                    : TypedResults.Problem($"There is no failed message {id}.", statusCode: StatusCodes.Status404NotFound);
            }
            catch (SilentPartException silent)
            {
                return AdminEndpoints.Silent([silent]);
            }
        });
    }
}
