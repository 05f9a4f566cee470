using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Papers.Web.Admin.SignIn;

/// <summary>
/// The content of the session cookie: when the session ends, signed with the admin token. It reveals nothing of the token, every replica
/// can check it, it needs no database, which may be what is broken, and a new token ends every session.
/// </summary>
internal sealed class AdminSession(IOptions<AdminOptions> admin) : ISecureDataFormat<AuthenticationTicket>
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public string Protect(AuthenticationTicket data) =>
        Sign(data.Properties.ExpiresUtc ?? throw new InvalidOperationException("A session must have an end."), admin.Value.Token);

    public string Protect(AuthenticationTicket data, string? purpose) => Protect(data);

    public AuthenticationTicket? Unprotect(string? protectedText) => FindEnd(protectedText, admin.Value.Token) is { } end
        ? AdminAuthentication.NewTicket(AdminAuthentication.SessionScheme, end)
        : null;

    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose) => Unprotect(protectedText);

    internal static string Sign(DateTimeOffset end, string token)
    {
        var seconds = end.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{seconds}.{Signature(seconds, token)}";
    }

    /// <summary>When a session ends; null where the cookie was not signed with this token.</summary>
    internal static DateTimeOffset? FindEnd(string? cookie, string token) =>
        cookie?.Split('.') is [var end, var signature]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Signature(end, token)))
        && long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static string Signature(string end, string token) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes($"papers-admin {end}")));
}
