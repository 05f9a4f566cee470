using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Papers.LocalHosting.Dashboard.SignIn;

/// <summary>
/// Who may see the dashboard. A browser proves itself by a cookie, a program by <c>Authorization: Bearer</c>. The cookie is derived from the token and
/// does not tell it, since browsers send the cookies of localhost to every port.
/// </summary>
internal sealed class DashboardAccess
{
    private const string BearerPrefix = "Bearer ";

    private readonly byte[] tokenHash;
    private readonly string session;

    public DashboardAccess(string token)
    {
        var bytes = Encoding.UTF8.GetBytes(token);
        tokenHash = SHA256.HashData(bytes);
        session = Convert.ToHexStringLower(HMACSHA256.HashData(bytes, "papers dashboard session"u8));
    }

    public bool IsToken(string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), tokenHash);

    public bool Allows(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? IsToken(authorization[BearerPrefix.Length..].Trim())
            : request.Cookies.TryGetValue(CookieName(request), out var cookie)
                && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(cookie), Encoding.UTF8.GetBytes(session));
    }

    public void SignIn(HttpContext context) => context.Response.Cookies.Append(CookieName(context.Request), session, new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
    });

    /// <summary>
    /// A page elsewhere whose name is made to point at this machine (DNS rebinding) sends that name as Host: only the names of loopback are answered.
    /// The port may be another one, as behind a tunnel.
    /// </summary>
    public static bool IsLoopbackName(HostString host) =>
        host.Host is var name && (string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase) || name is "127.0.0.1" or "[::1]");

    // Two dashboards side by side do not sign one another's readers out.
    private static string CookieName(HttpRequest request) => $"papers-dashboard-{request.Host.Port ?? 80}";
}
