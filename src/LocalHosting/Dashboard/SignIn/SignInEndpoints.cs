using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Papers.LocalHosting.Dashboard.SignIn;

/// <summary><c>/login?t=TOKEN</c>, as the app host prints it, and a form for those who have the token alone.</summary>
internal static class SignInEndpoints
{
    public const string Path = "/login";

    public static void MapSignIn(this IEndpointRouteBuilder endpoints, DashboardAccess access)
    {
        endpoints.MapGet(Path, (string? t, HttpContext context) =>
            t is null ? SignInPage.Show("/", wasWrong: false, StatusCodes.Status200OK) : SignIn(access, t, "/", context));

        endpoints.MapPost(Path, async Task<IResult> (HttpContext context, CancellationToken cancellationToken) =>
        {
            if (!context.Request.HasFormContentType)
                return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);

            var form = await context.Request.ReadFormAsync(cancellationToken);
            return SignIn(access, form["t"].ToString().Trim(), form["next"].ToString(), context);
        });
    }

    private static IResult SignIn(DashboardAccess access, string token, string next, HttpContext context)
    {
        if (!access.IsToken(token))
            return SignInPage.Show(next, wasWrong: true);

        access.SignIn(context);
        return TypedResults.LocalRedirect(IsLocal(next) ? next : "/");
    }

    // "//host" and "/\host" lead elsewhere.
    private static bool IsLocal(string path) => path.StartsWith('/') && path.AsSpan(1).IndexOfAny('/', '\\') != 0 && !path.Any(char.IsControl);
}
