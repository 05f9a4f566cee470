using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class BindAddressTests
{
    [Theory]
    [InlineData(null, "localhost", "localhost")]
    [InlineData("", "localhost", "localhost")]
    [InlineData("Loopback", "localhost", "localhost")]
    [InlineData("localhost", "localhost", "localhost")]
    [InlineData("*", "0.0.0.0", "localhost")]
    [InlineData("0.0.0.0", "0.0.0.0", "localhost")]
    [InlineData("::", "[::]", "localhost")]
    [InlineData("[::1]", "[::1]", "[::1]")]
    [InlineData("192.168.1.7", "192.168.1.7", "192.168.1.7")]
    public void It_is_written_for_the_listener_and_for_programs_of_this_machine(string? text, string listener, string local)
    {
        var address = BindAddress.Parse(text);

        Assert.Equal(listener, address?.UrlHost);
        Assert.Equal(local, address?.LocalHost);
    }

    [Theory]
    [InlineData("everywhere")]
    [InlineData("http://0.0.0.0")]
    public void Anything_else_is_none(string text) => Assert.Null(BindAddress.Parse(text));
}
