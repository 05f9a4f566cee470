using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Papers.ServiceDefaults.Http;

namespace Papers.Notification.Channels.Email;

/// <summary>One connection to the SMTP server, made when a mail comes and made anew after a fault or a hundred mails.</summary>
public sealed class SmtpLane(SmtpOptions options, NetworkReach reach) : IMailLane
{
    private const int MostMails = 100;

    // Less than a lease lasts.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    private SmtpClient? _client;
    private DataWatch? _watch;
    private int _mails;

    public async Task<string?> ReadyAsync(CancellationToken cancellationToken)
    {
        if (_mails >= MostMails)
        {
            await DisposeAsync();
        }

        if (_client is { IsConnected: true })
        {
            return null;
        }

        try
        {
            await ConnectAsync(cancellationToken);
            return null;
        }
        catch (Exception exception) when (IsOfTheConnection(exception) || exception is AuthenticationException or SmtpCommandException or NotSupportedException)
        {
            Drop();
            return $"The SMTP server took no connection: {Reasons.Of(exception)}";
        }
    }

    public async Task<SendOutcome> SendAsync(MimeMessage message, string name, CancellationToken cancellationToken)
    {
        if (_client is not { } client || _watch is not { } watch)
        {
            return new(SendResult.Later, "There is no connection");
        }

        if (message.To.Mailboxes.Any(mailbox => mailbox.IsInternational) && !client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
        {
            return new(SendResult.Refused, "The address has letters beyond ASCII, and the SMTP server does not know them (RFC 6531)");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_longest);
        watch.DataBegan = false;
        try
        {
            await client.SendAsync(message, patience.Token);
            _mails++;
            return SendOutcome.Sent;
        }
        catch (SmtpCommandException refusal)
        {
            return await RefusedAsync(client, refusal);
        }
        catch (ServiceNotAuthenticatedException exception)
        {
            await DisposeAsync();
            return new(SendResult.Away, Reasons.Of(exception));
        }
        catch (Exception exception) when (IsOfTheConnection(exception))
        {
            Drop();
            return new(watch.DataBegan ? SendResult.Unknown : SendResult.Later, $"The connection broke: {Reasons.Of(exception)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is { IsConnected: true } client)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            try
            {
                await client.DisconnectAsync(quit: true, patience.Token);
            }
            catch (Exception exception) when (IsOfTheConnection(exception))
            {
                // It was to be closed anyway.
            }
        }

        Drop();
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        Drop();
        _watch = new DataWatch();
        var client = _client = new SmtpClient(_watch)
        {
            Timeout = 20_000,
            // Revocation lists are fetched from the web.
            CheckCertificateRevocation = !reach.Offline,
        };
        await client.ConnectAsync(options.Host, options.Port, Security(options.Security), cancellationToken);
        if (!string.IsNullOrEmpty(options.User))
        {
            if (!client.IsSecure && !options.IsLoopback && !options.Security.Equals("none", StringComparison.OrdinalIgnoreCase))
            {
                throw new NotSupportedException("It offers no encryption, so the password was not sent. Set Notification:Smtp:Security=none to send it all the same.");
            }

            await client.AuthenticateAsync(options.User, options.Password ?? "", cancellationToken);
        }
    }

    // MailKit resets the session after a refusal, or hangs up where it cannot.
    private async Task<SendOutcome> RefusedAsync(SmtpClient client, SmtpCommandException refusal)
    {
        var outcome = new SendOutcome(
            SmtpReplies.Judge((int)refusal.StatusCode, refusal.ErrorCode == SmtpErrorCode.SenderNotAccepted),
            Reasons.Of(refusal));
        if (!client.IsConnected || outcome.Result == SendResult.Away || refusal.StatusCode == SmtpStatusCode.ServiceNotAvailable)
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

    private static bool IsOfTheConnection(Exception exception) =>
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
