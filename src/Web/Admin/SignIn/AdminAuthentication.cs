using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Papers.Web.Layout;

namespace Papers.Web.Admin.SignIn;

/// <summary>How admins are authenticated: programs by the admin token, people by a session cookie that they get for the token.</summary>
internal static class AdminAuthentication
{
    public const string TokenScheme = "admin-token";
    public const string SessionScheme = "admin-session";

    /// <summary>The policy of the admin API.</summary>
    public const string ApiPolicy = "admin-api";

    /// <summary>The policy of the admin pages.</summary>
    public const string PagePolicy = "admin-page";

    public const string SignInPath = "/admin/sign-in";
    public const string Cookie = "papers-admin";

    public static void AddAdminAuthentication(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, AdminTokenHandler>(TokenScheme, null)
            .AddCookie(SessionScheme);
        builder.Services.AddOptions<CookieAuthenticationOptions>(SessionScheme)
            .Configure<IOptions<AdminOptions>, IOptions<WebOptions>>((session, admin, site) => Configure(session, admin, site.Value));
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(ApiPolicy, policy => policy.AddAuthenticationSchemes(TokenScheme).RequireAuthenticatedUser())
            .AddPolicy(PagePolicy, policy => policy.AddAuthenticationSchemes(SessionScheme).RequireAuthenticatedUser().RequireAssertion(NamesItsOrigin));
    }

    public static AuthenticationTicket NewTicket(string scheme, DateTimeOffset? end = null) => new(
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "admin")], scheme)),
        new AuthenticationProperties { ExpiresUtc = end },
        scheme);

    private static void Configure(CookieAuthenticationOptions session, IOptions<AdminOptions> admin, WebOptions site)
    {
        session.Cookie.Name = Cookie;
        session.Cookie.Path = "/admin";
        session.Cookie.HttpOnly = true;
        session.Cookie.SameSite = SameSiteMode.Strict;
        session.Cookie.IsEssential = true;
        session.ExpireTimeSpan = AdminSession.Lifetime;
        session.SlidingExpiration = false;
        session.TicketDataFormat = new AdminSession(admin);
        session.Events.OnSigningIn = context =>
        {
            // Behind a proxy that ends TLS the request arrives over http, but for the host that readers reach over https.
            context.CookieOptions.Secure |= new Uri(site.PublicUrl) is { Scheme: "https" } address && address.Authority == context.Request.Host.Value;
            return Task.CompletedTask;
        };
        session.Events.OnRedirectToLogin = context =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return new SeeOther(SignInPath).ExecuteAsync(context.HttpContext);
        };
        session.Events.OnRedirectToAccessDenied = context =>
            Results.Problem("Form rejected: it does not name the page it was sent from.", statusCode: StatusCodes.Status403Forbidden)
                .ExecuteAsync(context.HttpContext);
    }

    // CrossSitePosts has rejected foreign origins but allows requests without one. A cookie, unlike a token, is sent along by itself, so
    // here the origin must be named, as every browser does.
    private static bool NamesItsOrigin(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext { Request: var request }
        && (!HttpMethods.IsPost(request.Method) || !string.IsNullOrEmpty(request.Headers["Sec-Fetch-Site"]) || !string.IsNullOrEmpty(request.Headers.Origin));
}
