using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Papers.Web.Layout;

/// <summary>
/// Lets browsers cache a page and revalidate it by an entity tag. The tag is a hash of the page, so nothing has to know what a page
/// depends on, and no cached page is stale.
/// </summary>
internal static class PageRevalidation
{
    public static void UsePageRevalidation(this IApplicationBuilder app) =>
        app.UseWhen(context => context.GetEndpoint()?.Metadata.GetMetadata<RevalidatedPage>() is not null, branch => branch.Use(SendAsync));

    private static async Task SendAsync(HttpContext context, RequestDelegate next)
    {
        var response = context.Response;
        var body = response.Body;
        using var page = new MemoryStream();
        response.Body = page;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = body;
        }

        if (response.StatusCode == StatusCodes.Status200OK && !response.Headers.ContainsKey(HeaderNames.CacheControl))
        {
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(page.GetBuffer().AsSpan(0, (int)page.Length)))[..24]}\"";
            response.Headers.ETag = tag;
            response.Headers.CacheControl = "no-cache";
            if (Matches(context.Request.Headers.IfNoneMatch, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                response.ContentType = null;
                return;
            }
        }

        // An empty error response gets its body from the error page middleware.
        if (page.Length == 0)
        {
            return;
        }

        response.ContentLength = page.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            page.Position = 0;
            await page.CopyToAsync(body, context.RequestAborted);
        }
    }

    // A compressing proxy marks the tag as weak; for a page it still means the same.
    private static bool Matches(StringValues known, string tag) =>
        EntityTagHeaderValue.TryParseList(known, out var tags)
        && tags.Any(one => one.Tag == "*" || one.Tag == tag);
}

/// <summary>Metadata of an endpoint that answers with a page.</summary>
internal sealed class RevalidatedPage;
