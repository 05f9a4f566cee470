using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Papers.Web.Admin;

/// <summary>Lets no program to <c>/admin/api</c> without the operator's token (RFC 6750).</summary>
public static class AdminToken
{
    public const string Api = "/admin/api";

    private const string Scheme = "Bearer ";

    public static void UseAdminToken(this IApplicationBuilder app) =>
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Api), branch => branch.Use(async (context, next) =>
        {
            var token = context.RequestServices.GetRequiredService<IOptions<AdminOptions>>().Value.Token;
            var given = context.Request.Headers.Authorization.ToString();
            if (Matches(given, token))
            {
                context.Response.Headers.CacheControl = "no-store";
                await next(context);
                return;
            }

            context.Response.Headers[HeaderNames.WWWAuthenticate] =
                given.Length == 0 ? "Bearer realm=\"papers\"" : "Bearer realm=\"papers\", error=\"invalid_token\"";
            await Results.Problem(
                "This takes the operator's token: send it as Authorization: Bearer TOKEN.",
                statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
        }));

    internal static bool Matches(string authorization, string token) =>
        authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && IsSame(authorization[Scheme.Length..].Trim(), token);

    /// <summary>Compares in a time that tells nothing of the token, not even its length.</summary>
    internal static bool IsSame(string given, string token) => CryptographicOperations.FixedTimeEquals(Digest(given), Digest(token));

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
