using Papers.ServiceDefaults.Http;

namespace Papers.Notification.Channels.Email;

/// <summary>
/// Creates the configured channel. Offline, mails for an SMTP server on another machine are written to the folder, with a warning, since
/// they would otherwise wait for a network that must not be used.
/// </summary>
internal static partial class MailChannelFactory
{
    public static IMailChannel Create(MailOptions options, NetworkReach reach, ILoggerFactory loggers)
    {
        var logger = loggers.CreateLogger(typeof(MailChannelFactory));
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
        [LoggerMessage(LogLevel.Information, "Sending mails to the SMTP server {Host}:{Port}")]
        public static partial void Smtp(ILogger logger, string host, int port);

        [LoggerMessage(LogLevel.Information, "Writing mails to the folder {Folder}, since Notification:Smtp:Host is not set")]
        public static partial void Folder(ILogger logger, string folder);

        [LoggerMessage(LogLevel.Warning, "Writing mails to the folder {Folder}: the SMTP server {Host} is on another machine, and Offline=true")]
        public static partial void Offline(ILogger logger, string host, string folder);
    }
}
