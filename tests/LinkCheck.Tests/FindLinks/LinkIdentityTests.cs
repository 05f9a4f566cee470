using Papers.LinkCheck.FindLinks;

namespace Papers.LinkCheck.Tests.FindLinks;

public sealed class LinkIdentityTests
{
    [Theory]
    [InlineData("https://A.org/x", "https://a.org/x")]
    [InlineData("https://a.org", "https://a.org/")]
    [InlineData("https://a.org:443/x", "https://a.org/x")]
    [InlineData("https://a.org/x#part", "https://a.org/x")]
    [InlineData("https://a.org/x/", "https://a.org/x")]
    [InlineData("https://a.org/b/../x", "https://a.org/x")]
    [InlineData("http://github.com/Sony/CTM.git", "https://www.github.com/sony/ctm/")]
    [InlineData("http://x.github.io/", "https://X.github.io")]
    public void Equivalent_urls_have_the_same_identity(string one, string other) => Assert.Equal(LinkIdentity.From(one), LinkIdentity.From(other));

    [Theory]
    [InlineData("https://a.org/x", "http://a.org/x")]
    [InlineData("https://a.org/x", "https://a.org/X")]
    [InlineData("https://a.org/x", "https://a.org:8443/x")]
    [InlineData("https://a.org/x", "https://a.org/x?q=1")]
    [InlineData("https://github.com/x/y/blob/main/A", "https://github.com/x/y/blob/main/a")]
    [InlineData("https://x.github.io/A", "https://x.github.io/a")]
    [InlineData("http://[::1]:80/", "http://[::2]:80/")]
    public void Different_urls_have_different_identities(string one, string other) => Assert.NotEqual(LinkIdentity.From(one), LinkIdentity.From(other));
}
