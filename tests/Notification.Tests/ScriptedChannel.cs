using System.Collections.Concurrent;
using MimeKit;
using Papers.Notification.Channels.Email;

namespace Papers.Notification.Tests;

/// <summary>
/// A channel that is not idempotent, like SMTP, and treats each mail as the test specifies. It records every mail sent, twice if it was sent
/// twice.
/// </summary>
internal sealed class ScriptedChannel : IMailChannel, IMailConnection
{
    public ConcurrentQueue<string> Sent { get; } = new();

    /// <summary>Called with the mail's address before it is sent. An outcome other than null is the result, and the mail is not sent.</summary>
    public Func<string, SendOutcome?> Before { get; init; } = _ => null;

    /// <summary>Called with the mail's address after it was sent.</summary>
    public Action<string> After { get; init; } = _ => { };

    /// <summary>Why the channel is unavailable; null where it is available.</summary>
    public Func<string?> Connect { get; init; } = () => null;

    public int MaxConnections { get; init; } = 2;

    public bool IsIdempotent => false;

    public IMailConnection CreateConnection() => this;

    public Task<string?> ConnectAsync(CancellationToken cancellationToken) => Task.FromResult(Connect());

    public Task<SendOutcome> SendAsync(MimeMessage message, string name, CancellationToken cancellationToken)
    {
        var to = message.To.Mailboxes.Single().Address;
        if (Before(to) is { } outcome)
        {
            return Task.FromResult(outcome);
        }

        Sent.Enqueue(to);
        After(to);
        return Task.FromResult(SendOutcome.Sent);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Simulates that the process is killed at this point.</summary>
internal sealed class KilledException : Exception;
