using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Papers.Web.Admin.SignIn;

/// <summary>
/// What an operator's browser holds once the token was given: when it ends, signed with the token. So it says nothing of the token, any replica
/// can judge it, it needs no database, which may be what is broken, and another token ends every session.
/// </summary>
public static class AdminSession
{
    public const string Cookie = "papers-admin";

    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public static string Issue(string token, DateTimeOffset now)
    {
        var end = (now + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{end}.{Sign(end, token)}";
    }

    public static bool IsValid(string? cookie, string token, DateTimeOffset now) =>
        cookie?.Split('.') is [var end, var signature]
        && long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && now.ToUnixTimeSeconds() < seconds
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Sign(end, token)));

    private static string Sign(string end, string token) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes($"papers-admin {end}")));
}
