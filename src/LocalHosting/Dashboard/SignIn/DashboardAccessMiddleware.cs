using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Papers.LocalHosting.Dashboard.Layout;

namespace Papers.LocalHosting.Dashboard.SignIn;

internal static class DashboardAccessMiddleware
{
    public static void UseDashboardAccess(this WebApplication app, DashboardAccess access) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        if (!DashboardAccess.IsLoopbackName(request.Host))
            await Refuse(context, StatusCodes.Status400BadRequest, "The dashboard answers to localhost only.");
        else if (IsOpen(request.Path) || access.Allows(request))
            await next(context);
        else if (HttpMethods.IsGet(request.Method) && AcceptsHtml(request))
            await SignInPage.Show(next: request.Path + request.QueryString, wasWrong: false).ExecuteAsync(context);
        else
            await RefuseUnknown(context);
    });

    private static bool IsOpen(PathString path) =>
        path.StartsWithSegments(AssetEndpoints.Prefix) || path == AssetEndpoints.IconPath || path == SignInEndpoints.Path;

    private static bool AcceptsHtml(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    private static Task RefuseUnknown(HttpContext context)
    {
        context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return Refuse(context, StatusCodes.Status401Unauthorized, "Send the dashboard's token as 'Authorization: Bearer …', or open the address that the app host prints.");
    }

    private static Task Refuse(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
}
