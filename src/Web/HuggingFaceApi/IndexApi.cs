using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Papers.Web.RateLimits;
using Papers.Web.Submit;

namespace Papers.Web.HuggingFaceApi;

/// <summary><c>POST /api/papers/index</c>: submits a paper, as the submit page does.</summary>
internal static partial class IndexApi
{
    private const int MaxBodyBytes = 4 * 1024;

    public static void MapIndexApi(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/papers/index", IndexAsync).WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> IndexAsync(
        HttpRequest request,
        SubmissionStore submissions,
        ClientRate rate,
        IOptions<SubmitOptions> options,
        CancellationToken cancellationToken)
    {
        if (await ReadAsync(request, cancellationToken) is not { ArxivId: { } arxivId } || !ArxivId().IsMatch(arxivId))
        {
            return TypedResults.Problem("The body must be JSON such as {\"arxivId\": \"2503.01234\"}.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (!await rate.AllowsAsync(RateLimit.Submissions(options.Value.RequestsPerClient), request.HttpContext.Connection.RemoteIpAddress))
        {
            return TypedResults.Problem("Too many requests; try again in ten minutes.", statusCode: StatusCodes.Status429TooManyRequests);
        }

        await submissions.AddAsync(arxivId, cancellationToken);
        return TypedResults.Text("{}", "application/json");
    }

    private static async Task<IndexRequest?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, HuggingFaceJson.Default.IndexRequest, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^[0-9]{4}\.[0-9]{4,5}\z")]
    private static partial Regex ArxivId();
}

internal sealed record IndexRequest(string? ArxivId);
