using MailKit;

namespace Papers.Notification.Channels.Email;

/// <summary>Records whether the SMTP command that hands over a mail (DATA or BDAT) was sent. Stores nothing else of the conversation.</summary>
internal sealed class DataCommandWatch : IProtocolLogger
{
    public bool DataStarted { get; set; }

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public void LogConnect(Uri uri)
    {
    }

    public void LogClient(byte[] buffer, int offset, int count)
    {
        if (!DataStarted && buffer.AsSpan(offset, count) is var sent && (HasCommand(sent, "DATA"u8) || HasCommand(sent, "BDAT"u8)))
        {
            DataStarted = true;
        }
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
    }

    public void Dispose()
    {
    }

    private static bool HasCommand(ReadOnlySpan<byte> sent, ReadOnlySpan<byte> command)
    {
        for (var at = sent.IndexOf(command); at >= 0; at = Next(sent, command, at))
        {
            if (at == 0 || sent[at - 1] == '\n')
            {
                return true;
            }
        }

        return false;
    }

    private static int Next(ReadOnlySpan<byte> sent, ReadOnlySpan<byte> command, int at)
    {
        var next = sent[(at + 1)..].IndexOf(command);
        return next < 0 ? -1 : at + 1 + next;
    }
}
