using Microsoft.Extensions.Options;

namespace Papers.Web.Layout;

/// <summary>
/// Rejects forms that a browser posts from another site. Anonymous forms are on cached pages and have no antiforgery token, so the
/// browser's headers decide: <c>Sec-Fetch-Site</c>, or <c>Origin</c> from old browsers. Other programs send neither, and no cookies.
/// </summary>
internal static class CrossSitePosts
{
    public static void UseCrossSitePostProtection(this IApplicationBuilder app) =>
        app.Use(async (context, next) =>
        {
            var request = context.Request;
            var publicUrl = context.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value.PublicUrl;
            var mayPass = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
                || context.GetEndpoint()?.Metadata.GetMetadata<AllowCrossSitePost>() is not null
                || IsFromThisSite(request.Headers["Sec-Fetch-Site"], request.Headers.Origin, $"{request.Scheme}://{request.Host}", publicUrl);
            if (mayPass)
            {
                await next(context);
                return;
            }

            await Results.Problem("Cross-site form rejected: submit it from this site.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
        });

    /// <summary>Whether a request comes from a page of this site, or from no page at all.</summary>
    /// <param name="fetchSite">The header <c>Sec-Fetch-Site</c> (W3C Fetch Metadata), null where absent.</param>
    /// <param name="origin">The header <c>Origin</c> (RFC 6454), null where absent; the text <c>null</c> for an opaque origin.</param>
    /// <param name="requestOrigin">Scheme, host and port that the request was sent to.</param>
    /// <param name="publicUrl">The URL of the site for readers, which differs behind a proxy.</param>
    public static bool IsFromThisSite(string? fetchSite, string? origin, string requestOrigin, string publicUrl) =>
        fetchSite switch
        {
            "same-origin" or "none" => true,
            { Length: > 0 } => false,
            _ => string.IsNullOrEmpty(origin)
                || origin.Equals(requestOrigin, StringComparison.OrdinalIgnoreCase)
                || origin.Equals(new Uri(publicUrl).GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase),
        };
}

/// <summary>Metadata of an endpoint whose URL holds a secret, and which mail programs post to from any origin (RFC 8058).</summary>
internal sealed class AllowCrossSitePost;
