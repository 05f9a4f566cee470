using Papers.ServiceDefaults.Http;

namespace Papers.Notification.Channels.Email;

/// <summary>Sends mails by SMTP.</summary>
internal sealed class SmtpChannel(SmtpOptions options, NetworkReach reach) : IMailChannel
{
    public int MaxConnections => options.Connections;

    public bool IsIdempotent => false;

    public IMailConnection CreateConnection() => new SmtpConnection(options, reach);
}
