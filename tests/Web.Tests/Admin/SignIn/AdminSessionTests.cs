using Microsoft.Extensions.Options;
using Papers.Web.Admin;
using Papers.Web.Admin.SignIn;

namespace Papers.Web.Tests.Admin.SignIn;

public sealed class AdminSessionTests
{
    private const string Token = "0123456789abcdef";

    private static readonly DateTimeOffset s_end = new(2025, 3, 14, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_session_is_bound_to_its_token_and_end()
    {
        var session = new AdminSession(Options.Create(new AdminOptions { Token = Token }));
        var cookie = session.Protect(AdminAuthentication.NewTicket(AdminAuthentication.SessionScheme, s_end));

        Assert.Equal(s_end, session.Unprotect(cookie)?.Properties.ExpiresUtc);
        Assert.Null(new AdminSession(Options.Create(new AdminOptions { Token = "0123456789abcdeF" })).Unprotect(cookie));
        Assert.DoesNotContain(Token, cookie);
    }

    [Fact]
    public void Rejects_a_session_whose_end_was_changed()
    {
        var parts = AdminSession.Sign(s_end, Token).Split('.');

        Assert.Null(AdminSession.FindEnd($"{long.Parse(parts[0]) + 1}.{parts[1]}", Token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("9999999999")]
    [InlineData("9999999999.")]
    [InlineData("99999999999999999999999.00")]
    [InlineData("-1.00")]
    [InlineData("1.2.3")]
    public void Rejects_a_malformed_session(string? cookie) => Assert.Null(AdminSession.FindEnd(cookie, Token));
}
