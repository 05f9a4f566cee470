using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Papers.Web.Editions;

/// <summary><c>POST /admin/api/digests</c>: an admin has an edition ranked and mailed now.</summary>
internal static class EditionApi
{
    public static void MapEditionApi(this IEndpointRouteBuilder admin) => admin.MapPost("/digests", PublishAsync);

    private static async Task<Results<Accepted<PublishedEdition>, ProblemHttpResult>> PublishAsync(
        EditionPublisher publisher,
        CancellationToken cancellationToken,
        string? edition = null,
        string? date = null)
    {
        if (edition != EditionPublisher.Daily)
        {
            return TypedResults.Problem("edition must be \"daily\".", statusCode: StatusCodes.Status400BadRequest);
        }

        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return TypedResults.Problem("date must be a day, such as 2025-03-14.", statusCode: StatusCodes.Status400BadRequest);
        }

        var papers = await publisher.PublishAsync(day, cancellationToken);
        return TypedResults.Accepted((string?)null, new PublishedEdition(edition, day, papers));
    }
}

/// <param name="Papers">How many papers it has; an edition without papers is not sent.</param>
internal sealed record PublishedEdition(string Edition, DateOnly Date, int Papers);
