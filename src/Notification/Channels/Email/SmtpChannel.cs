using Papers.ServiceDefaults.Http;

namespace Papers.Notification.Channels.Email;

/// <summary>Mails by SMTP, over several connections, each used for many mails.</summary>
public sealed class SmtpChannel(SmtpOptions options, NetworkReach reach) : IMailChannel
{
    public int Lanes => options.Connections;

    public bool MayRepeat => false;

    public IMailLane OpenLane() => new SmtpLane(options, reach);
}
