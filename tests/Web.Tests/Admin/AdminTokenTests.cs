using Papers.Web.Admin;

namespace Papers.Web.Tests.Admin;

public sealed class AdminTokenTests
{
    private const string Token = "0123456789abcdef";

    [Theory]
    [InlineData("Bearer 0123456789abcdef", true)]
    [InlineData("bearer  0123456789abcdef ", true)]
    [InlineData("Bearer 0123456789abcdeF", false)]
    [InlineData("Bearer 0123456789abcde", false)]
    [InlineData("Bearer ", false)]
    [InlineData("0123456789abcdef", false)]
    [InlineData("Basic 0123456789abcdef", false)]
    [InlineData("", false)]
    public void Only_the_very_token_opens(string authorization, bool opens) => Assert.Equal(opens, AdminToken.Matches(authorization, Token));
}
