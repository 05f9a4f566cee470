using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Papers.Web.Layout;

/// <summary>
/// How a page is made: a Razor component beside its endpoint, wrapped in <c>&lt;SitePage&gt;</c>, with one parameter named <c>Model</c>.
/// It is rendered once, on the server; nothing needs JavaScript.
/// </summary>
public static class Pages
{
    internal static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps a page, for HEAD as well as for GET. A browser may keep it and ask whether it is still the same.</summary>
    public static RouteHandlerBuilder MapPage(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        routes.MapMethods(pattern, Reads, handler).WithMetadata(new RevalidatedPage());

    /// <summary>The page rendered from its model.</summary>
    public static RazorComponentResult<TPage> Render<TPage>(object model, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new(new Dictionary<string, object?> { ["Model"] = model }) { StatusCode = status };

    /// <summary>A page that needs no model.</summary>
    public static RazorComponentResult<TPage> Render<TPage>()
        where TPage : IComponent => new();
}
