namespace Papers.Web.Layout;

/// <summary>
/// Redirects a browser after a form post (303), so that reloading the page does not post again (RFC 9110, section 15.4.4).
/// </summary>
/// <param name="path">On this site, from its root; never from user input.</param>
internal sealed class SeeOther(string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
