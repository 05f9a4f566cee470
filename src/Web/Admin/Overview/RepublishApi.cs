using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.Web.Services;

namespace Papers.Web.Admin.Overview;

internal static class RepublishApi
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    public static void MapRepublishApi(this IEndpointRouteBuilder api)
    {
        api.MapPost("/republish", RepublishAsync);
        api.MapGet("/republish", async (ServiceClients services, CancellationToken cancellationToken) =>
        {
            var lists = await Task.WhenAll(RepublishTarget.All.Select(target => services.GetAsync(
                target.Owner, RepublishTarget.StatusPath, EventJson.Default.IReadOnlyListRepublishStatus, s_timeout, cancellationToken)));
            return TypedResults.Json<IReadOnlyList<RepublishStatus>>([.. lists.SelectMany(list => list)], EventJson.Default.IReadOnlyListRepublishStatus);
        });
    }

    private static async Task<Results<ContentHttpResult, StatusCodeHttpResult, ProblemHttpResult>> RepublishAsync(
        ServiceProxy proxy,
        CancellationToken cancellationToken,
        string? what = null)
    {
        if (RepublishTarget.Find(what) is not { } target)
        {
            var known = string.Join(" or ", RepublishTarget.All.Select(target => $"what={target.What}"));
            return TypedResults.Problem($"Unknown republish target: use {known}.", statusCode: StatusCodes.Status400BadRequest);
        }

        return (await proxy.PostAsync(target.Owner, target.Path, cancellationToken)).Result switch
        {
            ContentHttpResult content => content,
            var status => (StatusCodeHttpResult)status,
        };
    }
}
