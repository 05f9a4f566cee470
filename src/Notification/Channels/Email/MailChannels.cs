using Papers.ServiceDefaults.Http;

namespace Papers.Notification.Channels.Email;

/// <summary>
/// Which way mails leave. Offline, an SMTP server that is not on this machine is out of reach: mails are written to the folder instead, and
/// the log says so, rather than wait for a network that is not to be used.
/// </summary>
public static partial class MailChannels
{
    public static IMailChannel Choose(MailOptions options, NetworkReach reach, ILoggerFactory loggers)
    {
        var logger = loggers.CreateLogger(typeof(MailChannels));
        if (options.Smtp.HasHost && (options.Smtp.IsLoopback || !reach.Offline))
        {
            Log.Smtp(logger, options.Smtp.Host, options.Smtp.Port);
            return new SmtpChannel(options.Smtp, reach);
        }

        var folder = new FolderChannel(options.MailFolder);
        if (options.Smtp.HasHost)
        {
            Log.Offline(logger, options.Smtp.Host, folder.Path);
        }
        else
        {
            Log.Folder(logger, folder.Path);
        }

        return folder;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Mails go to the SMTP server {Host}:{Port}")]
        public static partial void Smtp(ILogger logger, string host, int port);

        [LoggerMessage(LogLevel.Information, "Mails are written to {Folder}, as Notification:Smtp:Host is not set")]
        public static partial void Folder(ILogger logger, string folder);

        [LoggerMessage(LogLevel.Warning, "Mails are written to {Folder}: the SMTP server {Host} is not on this machine, and Offline is true")]
        public static partial void Offline(ILogger logger, string host, string folder);
    }
}
