using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Papers.Contracts;

namespace Papers.ServiceDefaults.Republish;

/// <summary>Republishing of a service's facts on an operator's order.</summary>
public static class RepublishDefaults
{
    /// <summary>Adds one kind of fact that this service owns and can republish.</summary>
    public static IServiceCollection AddRepublish<TFacts>(this IServiceCollection services)
        where TFacts : class, IRepublishedFacts
    {
        services.AddSingleton<IRepublishedFacts, TFacts>();
        services.AddSingleton<RepublishStore>();
        services.AddHostedService<RepublishWorker>();
        return services;
    }

    /// <summary>Maps <c>POST /internal/republish?what=…</c> and <c>GET /internal/republish</c>.</summary>
    public static void MapRepublish(this IEndpointRouteBuilder app)
    {
        app.MapPost("/internal/republish", async Task<IResult> (string what, RepublishStore store, CancellationToken cancellationToken) =>
        {
            if (!store.Owns(what))
            {
                return TypedResults.Problem($"This service does not own \"{what}\".", statusCode: StatusCodes.Status404NotFound);
            }

            await store.BeginAsync(what, cancellationToken);
            return TypedResults.Accepted("/internal/republish");
        });
        app.MapGet("/internal/republish", async (RepublishStore store, CancellationToken cancellationToken) =>
            TypedResults.Json(await store.ListAsync(cancellationToken), EventJson.Default.IReadOnlyListRepublishStatus));
    }
}
