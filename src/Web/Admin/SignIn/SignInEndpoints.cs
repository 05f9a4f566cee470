using Microsoft.Extensions.Options;
using Papers.Web.Layout;
using Papers.Web.RateLimits;

namespace Papers.Web.Admin.SignIn;

internal static class SignInEndpoints
{
    private const int MaxTokenLength = 1_000;

    // Guessing a token of 16 letters at this pace takes longer than anybody has.
    private static readonly RateLimit s_limit = new("sign-in", MaxRequests: 30, CountsLoopback: true);

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet(AdminGate.SignIn, IResult (HttpContext context) =>
            AdminGate.IsSignedIn(context) ? new SeeOther("/admin") : Pages.Render<SignInPage>(new SignInForm(null)));
        app.MapPost(AdminGate.SignIn, SignInAsync);
        app.MapPost("/admin/sign-out", (HttpContext context, IOptions<WebOptions> site) =>
        {
            context.Response.Cookies.Delete(AdminSession.Cookie, Cookie(context.Request, site.Value));
            return new SeeOther(AdminGate.SignIn);
        });
    }

    private static async Task<IResult> SignInAsync(
        HttpContext context,
        ClientRate rate,
        IOptions<AdminOptions> admin,
        IOptions<WebOptions> site,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var token = await SmallForm.ReadFieldAsync(context.Request, "token", MaxTokenLength, cancellationToken);
        if (!await rate.AllowsAsync(s_limit, context.Connection.RemoteIpAddress))
        {
            return Pages.Render<SignInPage>(new SignInForm("Too many attempts came from your address. Wait ten minutes."), StatusCodes.Status429TooManyRequests);
        }

        if (token is null || !AdminToken.IsSame(token, admin.Value.Token))
        {
            return Pages.Render<SignInPage>(new SignInForm("That is not the token."), StatusCodes.Status403Forbidden);
        }

        context.Response.Cookies.Append(AdminSession.Cookie, AdminSession.Issue(admin.Value.Token, time.GetUtcNow()), Cookie(context.Request, site.Value));
        return new SeeOther("/admin");
    }

    // Behind a proxy that ends TLS the request itself came by http, but to the host that readers reach by https.
    private static CookieOptions Cookie(HttpRequest request, WebOptions site) => new()
    {
        Path = "/admin",
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps || new Uri(site.PublicUrl) is { Scheme: "https" } address && address.Authority == request.Host.Value,
        IsEssential = true,
    };
}

/// <param name="Complaint">What was wrong; null before a token was given.</param>
public sealed record SignInForm(string? Complaint);
