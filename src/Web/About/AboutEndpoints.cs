using Papers.Web.Layout;

namespace Papers.Web.About;

internal static class AboutEndpoints
{
    public static void MapAbout(this IEndpointRouteBuilder app) => app.MapPage("/about", () => Pages.Render<AboutPage>());
}
