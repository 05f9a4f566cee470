using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Papers.Web.Admin.SignIn;

/// <summary>Authenticates programs by the admin token (RFC 6750).</summary>
internal sealed class AdminTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IOptions<AdminOptions> admin) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var authorization = Request.Headers.Authorization.ToString();
        return Task.FromResult(authorization.Length == 0 ? AuthenticateResult.NoResult()
            : Matches(authorization, admin.Value.Token) ? AuthenticateResult.Success(AdminAuthentication.NewTicket(Scheme.Name))
            : AuthenticateResult.Fail("The admin token is wrong."));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers[HeaderNames.WWWAuthenticate] = Request.Headers.Authorization.Count == 0
            ? "Bearer realm=\"papers\""
            : "Bearer realm=\"papers\", error=\"invalid_token\"";
        return Results.Problem(
            "Missing or wrong admin token: send it as Authorization: Bearer TOKEN.",
            statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }

    internal static bool Matches(string authorization, string token) =>
        authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && IsSame(authorization[Bearer.Length..].Trim(), token);

    /// <summary>Compares in constant time. Hashing first hides the length of the token too.</summary>
    internal static bool IsSame(string given, string token) => CryptographicOperations.FixedTimeEquals(Digest(given), Digest(token));

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
