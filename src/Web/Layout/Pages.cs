using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Papers.Web.Layout;

/// <summary>
/// A page is a Razor component beside its endpoint, wrapped in <c>&lt;SitePage&gt;</c>, with one parameter named <c>Model</c>. It is
/// rendered once, on the server; nothing needs JavaScript.
/// </summary>
internal static class Pages
{
    private static readonly string[] s_readMethods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps a page for GET and HEAD, which browsers may cache and revalidate.</summary>
    public static RouteHandlerBuilder MapPage(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        routes.MapMethods(pattern, s_readMethods, handler).WithMetadata(new RevalidatedPage());

    public static RazorComponentResult<TPage> Render<TPage>(object model, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new(new Dictionary<string, object?> { ["Model"] = model }) { StatusCode = status };

    public static RazorComponentResult<TPage> Render<TPage>()
        where TPage : IComponent => new();
}
