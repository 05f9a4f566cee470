using Papers.Web.ReadModel;

namespace Papers.Web.Tests.ReadModel;

public sealed class WebAddressTests
{
    [Theory]
    [InlineData("https://github.com/sony/ctm", true)]
    [InlineData("http://example.org", true)]
    [InlineData("HTTPS://EXAMPLE.ORG/x", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,<script>alert(1)</script>", false)]
    [InlineData("//example.org", false)]
    [InlineData("/subscribe", false)]
    [InlineData("https://arxiv.org@evil.example/", false)]
    [InlineData("ftp://example.org/file", false)]
    [InlineData("https://", false)]
    public void Only_http_URLs_are_linkable(string url, bool may) => Assert.Equal(may, WebAddress.IsLinkable(url));

    [Theory]
    [InlineData("https://github.com/sony/ctm/", "github.com/sony/ctm")]
    [InlineData("http://www.example.org", "example.org")]
    [InlineData("example.org/x", "example.org/x")]
    public void Shortens_a_URL_for_display(string url, string spoken) => Assert.Equal(spoken, WebAddress.ToDisplayText(url));
}
