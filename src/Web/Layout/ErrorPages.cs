using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Papers.Web.Layout;

/// <summary>
/// Writes errors as pages for browsers. The API, the admin API and whoever accepts JSON still get problem details.
/// </summary>
internal sealed class ErrorPages : IProblemDetailsWriter
{
    private static readonly PathString[] s_apiPaths = ["/api", "/admin/api", "/internal", "/health", "/alive"];

    public bool CanWrite(ProblemDetailsContext context) => WantsPage(context.HttpContext.Request);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var response = context.HttpContext.Response;
        response.Headers.CacheControl = "no-store";
        var message = ErrorMessage.For(response.StatusCode);
        if (response.StatusCode == StatusCodes.Status503ServiceUnavailable
            && context.AdditionalMetadata?.GetMetadata<UnavailableMessage>() is { } unavailable)
        {
            message = message with
            {
                Heading = unavailable.Heading,
                Text = unavailable.Text ?? context.ProblemDetails.Detail ?? message.Text,
                BackPath = unavailable.BackPath,
                BackText = unavailable.BackText,
            };
        }

        await Pages.Render<ErrorPage>(message, response.StatusCode).ExecuteAsync(context.HttpContext);
    }

    /// <summary>503 while the database is unavailable, so that readers retry and a proxy tries another replica.</summary>
    internal static int StatusOf(Exception exception) => exception switch
    {
        NpgsqlException { IsTransient: true } => StatusCodes.Status503ServiceUnavailable,
        BadHttpRequestException bad => bad.StatusCode,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static bool WantsPage(HttpRequest request)
    {
        if (s_apiPaths.Any(path => request.Path.StartsWithSegments(path)))
        {
            return false;
        }

        var accept = request.Headers.Accept.ToString();
        return accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)
            || !accept.Contains("json", StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>Metadata of an endpoint: what its error page says while a service that it needs is unavailable.</summary>
/// <param name="Text">What the reader can do; null shows which service is unavailable and why, which is for admins only.</param>
/// <param name="BackPath">Where the button below leads.</param>
internal sealed record UnavailableMessage(string Heading, string? Text, string BackPath = "/", string BackText = ErrorMessage.HomeText);

/// <param name="Heading">What happened, in a few words.</param>
/// <param name="Text">What the reader can do.</param>
public sealed record ErrorMessage(int Status, string Heading, string Text)
{
    internal const string HomeText = "Today’s papers";

    /// <summary>Where the button below leads.</summary>
    public string BackPath { get; init; } = "/";

    public string BackText { get; init; } = HomeText;

    public static ErrorMessage For(int status) => status switch
    {
        StatusCodes.Status400BadRequest => new(status, "Invalid request", "The URL or the form could not be read. Go back and try again."),
        StatusCodes.Status403Forbidden => new(status, "Form rejected", "Forms must be sent from this site. Open the page here and submit it again."),
        StatusCodes.Status404NotFound => new(
            status,
            "Page not found",
            "The page may have moved, or we don’t have this paper yet. Search for its title or arXiv ID, or submit it."),
        StatusCodes.Status405MethodNotAllowed => new(status, "Method not allowed", "This URL does not support this kind of request."),
        StatusCodes.Status410Gone => new(status, "This paper was withdrawn", "Its source has deleted it, so this site does not show it anymore."),
        StatusCodes.Status413PayloadTooLarge => new(status, "Request too large", "What you sent is larger than this page accepts."),
        StatusCodes.Status429TooManyRequests => new(status, "Too many requests", "Too many requests came from your address. Please try again in a minute."),
        StatusCodes.Status503ServiceUnavailable => new(status, "Temporarily unavailable", "Part of this site is starting or under repair. Please try again in a minute."),
        >= 500 => new(status, "Server error", "The error was logged. Please try again; if it persists, contact whoever runs this site."),
        _ => new(status, "Request failed", "Go back and try again."),
    };
}
