using Papers.Web.Admin.SignIn;

namespace Papers.Web.Tests.Admin.SignIn;

public sealed class AdminSessionTests
{
    private const string Token = "0123456789abcdef";

    private static readonly DateTimeOffset s_now = new(2025, 3, 14, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_session_is_good_for_its_time_and_its_token()
    {
        var session = AdminSession.Issue(Token, s_now);

        Assert.True(AdminSession.IsValid(session, Token, s_now));
        Assert.True(AdminSession.IsValid(session, Token, s_now + AdminSession.Lifetime - TimeSpan.FromSeconds(1)));
        Assert.False(AdminSession.IsValid(session, Token, s_now + AdminSession.Lifetime));
        Assert.False(AdminSession.IsValid(session, "0123456789abcdeF", s_now));
        Assert.DoesNotContain(Token, session);
    }

    [Fact]
    public void A_session_cannot_be_made_longer()
    {
        var parts = AdminSession.Issue(Token, s_now).Split('.');

        Assert.False(AdminSession.IsValid($"{long.Parse(parts[0]) + 1}.{parts[1]}", Token, s_now));
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
    public void What_is_no_session_opens_nothing(string? cookie) => Assert.False(AdminSession.IsValid(cookie, Token, s_now));
}
