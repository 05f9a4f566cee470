using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.ServiceDefaults.Operations;
using Papers.Web.Status;

namespace Papers.Web.Admin;

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

/// <summary>The messages that failed for good, of all services.</summary>
public sealed class FaultDesk(StackParts parts, OperatorView own)
{
    /// <summary>All of them, the newest first.</summary>
    public async Task<IReadOnlyList<Fault>> ListAsync(CancellationToken limit)
    {
        var lists = await Task.WhenAll(StackParts.Names
            .Select(part => parts.GetAsync(part, "/internal/faults", EventJson.Default.IReadOnlyListFault, limit))
            .Append(own.ListFaultsAsync(limit)));
        return [.. lists.SelectMany(list => list).OrderByDescending(fault => fault.FailedAt)];
    }

    /// <summary>Has the service that owns a fault send its message again.</summary>
    /// <returns>False where no service has it.</returns>
    public async Task<bool> RetryAsync(Guid id, CancellationToken limit)
    {
        if (await own.RetryFaultAsync(id, limit))
        {
            return true;
        }

        SilentPartException? silent = null;
        foreach (var part in StackParts.Names)
        {
            try
            {
                using var response = await parts.SendAsync(part, HttpMethod.Post, $"/internal/faults/{id}/retry", content: null, limit);
                if (response.IsSuccessStatusCode)
                {
                    return true;
                }

                if (response.StatusCode != HttpStatusCode.NotFound)
                {
                    silent = new(part, $"it answered {(int)response.StatusCode}");
                }
            }
            catch (SilentPartException exception)
            {
                silent = exception;
            }
        }

        // One that did not answer may be the owner.
        return silent is null ? false : throw silent;
    }
}
