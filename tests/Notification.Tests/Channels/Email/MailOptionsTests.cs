using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Papers.Notification.Channels.Email;
using Papers.ServiceDefaults.Http;

namespace Papers.Notification.Tests.Channels.Email;

public sealed class MailOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(Failures());

    [Theory]
    [InlineData("Notification:Smtp:Security", "ssl")]
    [InlineData("Notification:Smtp:Port", "0")]
    [InlineData("Notification:Smtp:Connections", "0")]
    [InlineData("Notification:From", "nobody")]
    [InlineData("Notification:From", "")]
    [InlineData("Notification:MailFolder", "")]
    [InlineData("Notification:GiveUpAfter", "00:00:01")]
    public void An_invalid_setting_is_reported_with_its_value_and_its_cure(string key, string value) =>
        Assert.Contains(Failures((key, value)), failure => failure.StartsWith($"{key} is \"{value}\": set it ", StringComparison.Ordinal));

    [Theory]
    [InlineData("StartTLS")]
    [InlineData("none")]
    [InlineData("TLS")]
    [InlineData("auto")]
    public void The_security_setting_ignores_case(string security) =>
        Assert.Empty(Failures(("Notification:Smtp:Security", security)));

    [Fact]
    public void A_server_on_another_machine_needs_a_sender_address()
    {
        var failure = Assert.Single(Failures(("Notification:Smtp:Host", "mail.example.org")));
        Assert.StartsWith("Notification:From is not set", failure, StringComparison.Ordinal);
        Assert.Empty(Failures(("Notification:Smtp:Host", "mail.example.org"), ("Notification:From", "Papers <papers@example.org>")));
        Assert.Empty(Failures(("Notification:Smtp:Host", "127.0.0.1")));
    }

    [Theory]
    [InlineData("", false, typeof(FolderChannel))]
    [InlineData("", true, typeof(FolderChannel))]
    [InlineData("mail.example.org", false, typeof(SmtpChannel))]
    [InlineData("mail.example.org", true, typeof(FolderChannel))]
    [InlineData("localhost.example.org", true, typeof(FolderChannel))]
    [InlineData("localhost", true, typeof(SmtpChannel))]
    [InlineData("127.0.0.1", true, typeof(SmtpChannel))]
    [InlineData("::1", true, typeof(SmtpChannel))]
    public void Offline_only_an_SMTP_server_on_this_machine_is_used(string host, bool offline, Type channel) =>
        Assert.IsType(channel, MailChannelFactory.Create(new MailOptions { Smtp = { Host = host } }, new NetworkReach(offline), NullLoggerFactory.Instance));

    private static IReadOnlyList<string> Failures(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.AddEmail();
        using var services = builder.Services.BuildServiceProvider();
        try
        {
            _ = services.GetRequiredService<IOptions<MailOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
    }
}
