using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Papers.Web.Layout;
using Papers.Web.RateLimits;

namespace Papers.Web.Admin.SignIn;

internal static class SignInEndpoints
{
    private const int MaxTokenLength = 1_000;
    private const string Home = "/admin";

    // At this rate a token of 16 characters cannot be guessed.
    private static readonly RateLimit s_limit = new("sign-in", MaxRequests: 30, CountsLoopback: true);

    public static void MapSignIn(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(AdminAuthentication.SignInPath, (Delegate)ShowAsync).AllowAnonymous();
        pages.MapPost(AdminAuthentication.SignInPath, SignInAsync).AllowAnonymous();
        pages.MapPost("/admin/sign-out", async (HttpContext context) =>
        {
            await context.SignOutAsync(AdminAuthentication.SessionScheme);
            return new SeeOther(AdminAuthentication.SignInPath);
        });
    }

    private static async Task<Results<SeeOther, RazorComponentResult<SignInPage>>> ShowAsync(HttpContext context) =>
        (await context.AuthenticateAsync(AdminAuthentication.SessionScheme)).Succeeded
            ? new SeeOther(Home)
            : Pages.Render<SignInPage>(new SignInForm(null));

    private static async Task<Results<SeeOther, RazorComponentResult<SignInPage>>> SignInAsync(
        HttpContext context,
        ClientRate rate,
        IOptions<AdminOptions> admin,
        CancellationToken cancellationToken)
    {
        var token = await SmallForm.ReadFieldAsync(context.Request, "token", MaxTokenLength, cancellationToken);
        if (!await rate.AllowsAsync(s_limit, context.Connection.RemoteIpAddress))
        {
            return Pages.Render<SignInPage>(new SignInForm("Too many attempts. Please try again in ten minutes."), StatusCodes.Status429TooManyRequests);
        }

        if (token is null || !AdminTokenHandler.IsSame(token, admin.Value.Token))
        {
            return Pages.Render<SignInPage>(new SignInForm("Wrong token."), StatusCodes.Status403Forbidden);
        }

        await context.SignInAsync(AdminAuthentication.SessionScheme, AdminAuthentication.NewTicket(AdminAuthentication.SessionScheme).Principal);
        return new SeeOther(Home);
    }
}

/// <param name="Error">What was wrong; null before a token was entered.</param>
public sealed record SignInForm(string? Error);
