using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Papers.Contracts;
using Papers.ServiceDefaults.Messaging;

namespace Papers.ServiceDefaults.Operations;

public static class OperatorViewEndpoints
{
    /// <summary>The member of a 503's problem details that names the unavailable server.</summary>
    public const string ServerExtension = "server";

    internal static void MapOperatorView(this IEndpointRouteBuilder app)
    {
        var view = app.MapGroup("/internal");
        view.MapGet("/counts", (OperatorView operatorView, CancellationToken cancellationToken) => AnswerAsync(async () =>
            TypedResults.Json(await operatorView.CountAsync(cancellationToken), EventJson.Default.ServiceCounts)));
        view.MapGet("/faults", (OperatorView operatorView, CancellationToken cancellationToken) => AnswerAsync(async () =>
            TypedResults.Json(await operatorView.ListFaultsAsync(cancellationToken), EventJson.Default.IReadOnlyListFault)));
        view.MapPost("/faults/{id:guid}/retry", (Guid id, OperatorView operatorView, CancellationToken cancellationToken) => AnswerAsync(async () =>
            await operatorView.RetryFaultAsync(id, cancellationToken)
                ? TypedResults.Accepted((string?)null)
                : TypedResults.Problem($"There is no failed message {id} here.", statusCode: StatusCodes.Status404NotFound)));
    }

    // An unavailable server is an expected failure: name it for the operator.
    private static async Task<IResult> AnswerAsync(Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (SilentServerException silent)
        {
            return TypedResults.Problem(silent.Message, statusCode: StatusCodes.Status503ServiceUnavailable, extensions: [new(ServerExtension, silent.Server)]);
        }
        catch (Exception exception) when (InfrastructureFault.Is(exception))
        {
            return TypedResults.Problem(exception.GetBaseException().Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
