using Microsoft.Extensions.Options;

namespace Papers.Web.Layout;

/// <summary>
/// Refuses what another site makes a browser post. Anonymous forms stand on cached pages and carry no antiforgery token, so the browser's
/// own word decides: <c>Sec-Fetch-Site</c>, or <c>Origin</c> where an old browser sends no other. A program that is no browser sends
/// neither, and carries nobody's cookies.
/// </summary>
public static class CrossSitePosts
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

            await Results.Problem("This form was sent from another site.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
        });

    /// <summary>Whether a request that changes something comes from our own pages, or from no page at all.</summary>
    /// <param name="fetchSite">The header <c>Sec-Fetch-Site</c> (W3C Fetch Metadata), null where absent.</param>
    /// <param name="origin">The header <c>Origin</c> (RFC 6454), null where absent; <c>null</c> in words for an opaque one.</param>
    /// <param name="requestOrigin">Scheme, host and port that the request was sent to.</param>
    /// <param name="publicUrl">The address that readers reach the site by, where a proxy stands before it.</param>
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

/// <summary>Metadata of an endpoint whose address is itself the key, and which mail programs post to from wherever they are (RFC 8058).</summary>
public sealed class AllowCrossSitePost;
