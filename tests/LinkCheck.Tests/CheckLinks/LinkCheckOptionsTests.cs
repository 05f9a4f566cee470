using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Papers.LinkCheck.CheckLinks;

namespace Papers.LinkCheck.Tests.CheckLinks;

public sealed class LinkCheckOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.True(Bound().Enabled);

    [Theory]
    [InlineData("Concurrency", "0")]
    [InlineData("HostConcurrency", "11")]
    [InlineData("HostGap", "-00:00:01")]
    [InlineData("RequestTimeout", "00:00:00")]
    [InlineData("Lease", "00:00:10")]
    [InlineData("MaxHostGap", "00:00:01", "HostGap", "00:00:02")]
    [InlineData("MaxUnsureInterval", "00:30:00")]
    [InlineData("MissesUntilDead", "1")]
    [InlineData("AllowedPrivateHosts", "http://localhost:80/")]
    public void An_invalid_setting_is_reported_with_its_cure(string key, string value, string? otherKey = null, string? otherValue = null)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Bound((key, value), (otherKey ?? "Enabled", otherValue ?? "true")));

        Assert.Contains($"LinkCheck:{key}", exception.Message, StringComparison.Ordinal);
        Assert.Matches("set it|raise it|give host", exception.Message);
    }

    [Fact]
    public void Allowed_hosts_can_be_one_text_or_a_list()
    {
        Assert.Equal(["localhost", "127.0.0.1:5000"], Bound(("AllowedPrivateHosts", "localhost, 127.0.0.1:5000")).AllowedPrivateHosts);
        var list = Bound(("AllowedPrivateHosts:0", "localhost"), ("AllowedPrivateHosts:1", "127.0.0.1:5000"));
        Assert.Equal(["localhost", "127.0.0.1:5000"], list.AllowedPrivateHosts);
    }

    private static LinkCheckOptions Bound(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"LinkCheck:{setting.Key}", (string?)setting.Value)));
        builder.AddCheckLinks();
        using var services = builder.Services.BuildServiceProvider();
        return services.GetRequiredService<IOptions<LinkCheckOptions>>().Value;
    }
}
