using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;
using MimeKit;
using Papers.ServiceDefaults.Settings;

namespace Papers.Notification.Channels.Email;

internal sealed class MailOptions
{
    public const string Section = "Notification";
    public const string LocalSender = "Papers <papers@localhost>";

    [Required(ErrorMessage = "set it to the sender of mails, such as Papers <papers@example.org>")]
    public string From { get; set; } = LocalSender;

    /// <summary>Where mails are written as files if no SMTP server is set.</summary>
    [Required(ErrorMessage = "set it to the folder to write mails to, or set Notification:Smtp:Host")]
    public string MailFolder { get; set; } = "mail";

    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00",
        ErrorMessage = "set it between 00:01:00 and 7.00:00:00 (how long a deferred mail is retried)")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);

    [ValidateObjectMembers]
    public SmtpOptions Smtp { get; set; } = new();

    public MailboxAddress Sender() => MailboxAddress.Parse(From);
}

internal sealed class SmtpOptions
{
    /// <summary>Empty to write mails to the folder instead.</summary>
    public string Host { get; set; } = "";

    [Range(1, 65535, ErrorMessage = "set it between 1 and 65535, usually 587, 465 or 25")]
    public int Port { get; set; } = 587;

    public string? User { get; set; }

    public string? Password { get; set; }

    [RegularExpression("(?i)^(none|starttls|tls|auto)$",
        ErrorMessage = "set it to none, starttls, tls or auto")]
    public string Security { get; set; } = "auto";

    [Range(1, 32, ErrorMessage = "set it between 1 and 32 (how many connections send at a time)")]
    public int Connections { get; set; } = 4;

    public bool HasHost => !string.IsNullOrWhiteSpace(Host);

    /// <summary>Decided from the name only, without DNS.</summary>
    public bool IsLoopback =>
        Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));
}

/// <summary>Rules that annotations cannot express.</summary>
internal sealed class MailSenderValidator(IConfiguration configuration) : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        if (!MailboxAddress.TryParse(options.From, out var sender) || string.IsNullOrEmpty(sender.Domain))
        {
            return Fail("set it to the sender of mails, such as Papers <papers@example.org>");
        }

        return options.Smtp is { HasHost: true, IsLoopback: false } && options.From == MailOptions.LocalSender
            ? Fail("set it to an address that Notification:Smtp:Host may send from, such as Papers <papers@example.org>")
            : ValidateOptionsResult.Success;
    }

    private ValidateOptionsResult Fail(string cure) =>
        ValidateOptionsResult.Fail(SettingText.Fault(configuration, $"{MailOptions.Section}:{nameof(MailOptions.From)}", cure));
}
