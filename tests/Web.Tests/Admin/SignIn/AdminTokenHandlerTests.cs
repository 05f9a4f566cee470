using Papers.Web.Admin.SignIn;

namespace Papers.Web.Tests.Admin.SignIn;

public sealed class AdminTokenHandlerTests
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
    public void Accepts_only_the_exact_token(string authorization, bool accepted) =>
        Assert.Equal(accepted, AdminTokenHandler.Matches(authorization, Token));
}
