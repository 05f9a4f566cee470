using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Papers.Web.Layout;

/// <summary>
/// Errors of pages are pages. It stands before the writer of ProblemDetails, which keeps answering programs: the API, the admin API and
/// whoever asks for JSON.
/// </summary>
public sealed class ErrorPages : IProblemDetailsWriter
{
    private static readonly PathString[] s_forPrograms = ["/api", "/admin/api", "/internal", "/health", "/alive"];

    public bool CanWrite(ProblemDetailsContext context) => WantsPage(context.HttpContext.Request);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var response = context.HttpContext.Response;
        response.Headers.CacheControl = "no-store";
        var page = Pages.Render<ErrorPage>(ErrorMessage.For(response.StatusCode), response.StatusCode);
        await page.ExecuteAsync(context.HttpContext);
    }

    /// <summary>503 where the database is away, so that a reader is told to come back and a proxy to ask elsewhere.</summary>
    internal static int StatusOf(Exception exception) => exception switch
    {
        NpgsqlException { IsTransient: true } => StatusCodes.Status503ServiceUnavailable,
        BadHttpRequestException bad => bad.StatusCode,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static bool WantsPage(HttpRequest request)
    {
        if (s_forPrograms.Any(path => request.Path.StartsWithSegments(path)))
        {
            return false;
        }

        var accept = request.Headers.Accept.ToString();
        return accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)
            || !accept.Contains("json", StringComparison.OrdinalIgnoreCase);
    }
}

/// <param name="Heading">What happened, in a few words.</param>
/// <param name="Text">What the reader can do.</param>
public sealed record ErrorMessage(int Status, string Heading, string Text)
{
    public static ErrorMessage For(int status) => status switch
    {
        StatusCodes.Status400BadRequest => new(status, "That request could not be read", "Something in the address or the form is not as it should be. Go back and try again."),
        StatusCodes.Status403Forbidden => new(status, "This form came from elsewhere", "To protect readers, forms are taken from this site’s own pages alone. Open the page here and send it again."),
        StatusCodes.Status404NotFound => new(status, "There is nothing here", "The page may have moved, or the paper has not reached this site. Searching for its title or its arXiv number may help."),
        StatusCodes.Status405MethodNotAllowed => new(status, "That cannot be done here", "This address answers another kind of request."),
        StatusCodes.Status410Gone => new(status, "This paper was withdrawn", "Its source has deleted it, and so nothing of it is kept here."),
        StatusCodes.Status413PayloadTooLarge => new(status, "That is too large", "What was sent is larger than this page takes."),
        StatusCodes.Status429TooManyRequests => new(status, "A little slower, please", "Too many requests came from your address. Wait a minute and try again."),
        StatusCodes.Status503ServiceUnavailable => new(status, "We will be back in a moment", "A part of the site is starting or being repaired. Please try again shortly."),
        >= 500 => new(status, "Something broke on our side", "It has been noted. Please try again; if it stays, tell whoever runs this site."),
        _ => new(status, "That did not work", "Go back and try again."),
    };
}
