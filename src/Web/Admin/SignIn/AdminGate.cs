using Microsoft.Extensions.Options;
using Papers.Web.Layout;

namespace Papers.Web.Admin.SignIn;

/// <summary>
/// Lets nobody to the pages under <c>/admin</c> who has not signed in, and keeps all of them out of every cache. What changes something must be sent
/// by a page of this site: a browser always says so, and the cookie, unlike a program's token, goes along by itself.
/// </summary>
public static class AdminGate
{
    public const string SignIn = "/admin/sign-in";

    public static void UseAdminGate(this IApplicationBuilder app) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/admin") && !context.Request.Path.StartsWithSegments(AdminToken.Api),
            branch => branch.Use(async (context, next) =>
            {
                context.Response.Headers.CacheControl = "no-store";
                if (context.Request.Path.Equals(SignIn, StringComparison.OrdinalIgnoreCase))
                {
                    await next(context);
                }
                else if (!IsSignedIn(context))
                {
                    await new SeeOther(SignIn).ExecuteAsync(context);
                }
                else if (HttpMethods.IsPost(context.Request.Method) && !SaysWhereItIsFrom(context.Request))
                {
                    await Results.Problem("A form must say which page it was sent from.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
                }
                else
                {
                    await next(context);
                }
            }));

    public static bool IsSignedIn(HttpContext context) => AdminSession.IsValid(
        context.Request.Cookies[AdminSession.Cookie],
        context.RequestServices.GetRequiredService<IOptions<AdminOptions>>().Value.Token,
        context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());

    // That it is ours CrossSitePosts has seen to, which lets pass what says nothing.
    private static bool SaysWhereItIsFrom(HttpRequest request) =>
        !string.IsNullOrEmpty(request.Headers["Sec-Fetch-Site"]) || !string.IsNullOrEmpty(request.Headers.Origin);
}
