namespace Papers.Web.Layout;

/// <summary>Sends a browser from a form that did its work to a page that tells of it, so that loading that page again does nothing twice (RFC 9110, 15.4.4).</summary>
/// <param name="path">On this site, from its root.</param>
public sealed class SeeOther(string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
