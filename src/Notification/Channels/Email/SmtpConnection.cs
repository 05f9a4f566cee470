using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Papers.ServiceDefaults.Http;

namespace Papers.Notification.Channels.Email;

/// <summary>One connection to the SMTP server. Connects for the first mail, and again after an error or a hundred mails.</summary>
internal sealed class SmtpConnection(SmtpOptions options, NetworkReach reach) : IMailConnection
{
    private const int MaxMails = 100;

    // Must be shorter than MailSender.LeaseTime.
    private static readonly TimeSpan s_sendTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_quitTimeout = TimeSpan.FromSeconds(2);

    private SmtpClient? _client;
    private DataCommandWatch? _watch;
    private int _mails;

    public async Task<string?> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_mails >= MaxMails)
        {
            await DisposeAsync();
        }

        if (_client is { IsConnected: true })
        {
            return null;
        }

        try
        {
            await OpenAsync(cancellationToken);
            return null;
        }
        catch (Exception exception) when (
            IsConnectionError(exception) || exception is AuthenticationException or SmtpCommandException or NotSupportedException)
        {
            Drop();
            return $"SMTP connection failed: {FailureReason.From(exception)}";
        }
    }

    public async Task<SendOutcome> SendAsync(MimeMessage message, string name, CancellationToken cancellationToken)
    {
        if (_client is not { } client || _watch is not { } watch)
        {
            return new(SendResult.Deferred, "Not connected to the SMTP server");
        }

        if (message.To.Mailboxes.Any(mailbox => mailbox.IsInternational) && !client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
        {
            return new(SendResult.Rejected, "The address has non-ASCII characters, and the SMTP server does not support SMTPUTF8 (RFC 6531)");
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_sendTimeout);
        watch.DataStarted = false;
        try
        {
            await client.SendAsync(message, timeout.Token);
            _mails++;
            return SendOutcome.Sent;
        }
        catch (SmtpCommandException rejection)
        {
            return await RejectedAsync(client, rejection);
        }
        catch (ServiceNotAuthenticatedException exception)
        {
            await DisposeAsync();
            return new(SendResult.Unavailable, FailureReason.From(exception));
        }
        catch (Exception exception) when (IsConnectionError(exception))
        {
            Drop();
            return new(watch.DataStarted ? SendResult.NoReply : SendResult.Deferred, $"SMTP connection lost: {FailureReason.From(exception)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is { IsConnected: true } client)
        {
            using var timeout = new CancellationTokenSource(s_quitTimeout);
            try
            {
                await client.DisconnectAsync(quit: true, timeout.Token);
            }
            catch (Exception exception) when (IsConnectionError(exception))
            {
                // The connection is closed below anyway.
            }
        }

        Drop();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        Drop();
        _watch = new DataCommandWatch();
        var client = _client = new SmtpClient(_watch)
        {
            Timeout = 20_000,
            // Checking revocation fetches lists over the network.
            CheckCertificateRevocation = !reach.Offline,
        };
        await client.ConnectAsync(options.Host, options.Port, Security(options.Security), cancellationToken);
        if (!string.IsNullOrEmpty(options.User))
        {
            if (!client.IsSecure && !options.IsLoopback && !options.Security.Equals("none", StringComparison.OrdinalIgnoreCase))
            {
                throw new NotSupportedException(
                    "The server offers no encryption, so the password was not sent. Set Notification:Smtp:Security=none to send it unencrypted.");
            }

            await client.AuthenticateAsync(options.User, options.Password ?? "", cancellationToken);
        }
    }

    // MailKit resets the SMTP session after a rejection, or disconnects if it cannot.
    private async Task<SendOutcome> RejectedAsync(SmtpClient client, SmtpCommandException rejection)
    {
        var outcome = new SendOutcome(
            SmtpReply.ToResult((int)rejection.StatusCode, rejection.ErrorCode == SmtpErrorCode.SenderNotAccepted),
            FailureReason.From(rejection));
        if (!client.IsConnected || outcome.Result == SendResult.Unavailable || rejection.StatusCode == SmtpStatusCode.ServiceNotAvailable)
        {
            await DisposeAsync();
        }

        return outcome;
    }

    private void Drop()
    {
        _client?.Dispose();
        (_client, _watch, _mails) = (null, null, 0);
    }

    private static bool IsConnectionError(Exception exception) =>
        exception is IOException or SocketException or ProtocolException or TimeoutException or OperationCanceledException
            or SslHandshakeException or ServiceNotConnectedException;

    private static SecureSocketOptions Security(string security) => security.ToLowerInvariant() switch
    {
        "none" => SecureSocketOptions.None,
        "starttls" => SecureSocketOptions.StartTls,
        "tls" => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.Auto,
    };
}
