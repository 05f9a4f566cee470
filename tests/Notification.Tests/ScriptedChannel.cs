using System.Collections.Concurrent;
using MimeKit;
using Papers.Notification.Channels.Email;

namespace Papers.Notification.Tests;

/// <summary>
/// A channel that, like SMTP, cannot take a mail back, and that does to each mail what the test says. It remembers every mail that left,
/// twice if it left twice.
/// </summary>
internal sealed class ScriptedChannel : IMailChannel, IMailLane
{
    public ConcurrentQueue<string> Left { get; } = new();

    /// <summary>Called with the mail's address before it leaves; what it returns instead of null is the outcome, and the mail stays.</summary>
    public Func<string, SendOutcome?> Before { get; init; } = _ => null;

    /// <summary>Called with the mail's address after it has left.</summary>
    public Action<string> After { get; init; } = _ => { };

    public Func<string?> Ready { get; init; } = () => null;

    public int Lanes { get; init; } = 2;

    public bool MayRepeat => false;

    public IMailLane OpenLane() => this;

    public Task<string?> ReadyAsync(CancellationToken cancellationToken) => Task.FromResult(Ready());

    public Task<SendOutcome> SendAsync(MimeMessage message, string name, CancellationToken cancellationToken)
    {
        var to = message.To.Mailboxes.Single().Address;
        if (Before(to) is { } outcome)
        {
            return Task.FromResult(outcome);
        }

        Left.Enqueue(to);
        After(to);
        return Task.FromResult(SendOutcome.Sent);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Stands for the process dying at this point.</summary>
internal sealed class KilledException : Exception;
