using Microsoft.Extensions.Options;
using MimeKit;
using Papers.Notification.Channels.Email;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Notification.Delivery;

/// <summary>
/// Sends the mails that are due over a few lanes side by side. Whatever stops it at any step, no mail that may have left is begun again,
/// save over a channel where that has no effect.
/// </summary>
public sealed partial class DeliverMails(
    DeliveryStore store,
    IMailChannel channel,
    WriteLetter letters,
    NotificationMetrics metrics,
    IOptions<MailOptions> options,
    TimeProvider time,
    ILogger<DeliverMails> logger)
{
    /// <summary>Longer than any one mail may take; what a killed replica held is due again after it.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(3);

    private const int Share = 16;

    /// <summary>Until nothing is due any more, or the channel takes nothing.</summary>
    /// <param name="stopping">No further mail is begun once it is set.</param>
    /// <param name="cut">Ends even a mail that is under way.</param>
    /// <returns>Why the channel takes no mail now; null where it does.</returns>
    public async Task<string?> DeliverDueAsync(CancellationToken stopping, CancellationToken cut)
    {
        if (await store.AbandonAsync(time.GetUtcNow(), cut) is > 0 and var abandoned)
        {
            Log.Abandoned(logger, abandoned);
        }

        var first = await LeaseAsync(cut);
        if (first.Mails.Count == 0)
        {
            return null;
        }

        var lanes = first.Mails.Count < Share ? 1 : channel.Lanes;
        var away = await Task.WhenAll(Enumerable.Range(0, lanes).Select(lane =>
            Task.Run(() => SendLaneAsync(lane == 0 ? first : null, stopping, cut), CancellationToken.None)));
        return away.FirstOrDefault(reason => reason is not null);
    }

    private async Task<string?> SendLaneAsync(Leased? leased, CancellationToken stopping, CancellationToken cut)
    {
        await using var lane = channel.OpenLane();
        leased ??= await LeaseAsync(cut);
        while (leased.Mails.Count > 0)
        {
            var away = await SendShareAsync(lane, leased, stopping, cut);
            if (away is not null || stopping.IsCancellationRequested)
            {
                return away;
            }

            leased = await LeaseAsync(cut);
        }

        return null;
    }

    private async Task<string?> SendShareAsync(IMailLane lane, Leased leased, CancellationToken stopping, CancellationToken cut)
    {
        var (lease, mails) = leased;
        var tried = new List<TriedMail>();
        for (var i = 0; i < mails.Count; i++)
        {
            if (stopping.IsCancellationRequested)
            {
                await EndAsync(lease, tried, mails.Skip(i), cut);
                return null;
            }

            if (await lane.ReadyAsync(cut) is { } away)
            {
                await EndAsync(lease, [.. tried, Judge(mails[i], new(SendResult.Away, away))], mails.Skip(i + 1), cut);
                return away;
            }

            using var message = await WriteAsync(mails[i], tried, cut);
            if (message is null)
            {
                continue;
            }

            if (!channel.MayRepeat)
            {
                var began = await StepAsync(lease, tried, mails[i].Id, cut);
                tried.Clear();
                if (!began)
                {
                    continue;
                }
            }

            var outcome = await lane.SendAsync(message, mails[i].FileName, cut);
            tried.Add(Judge(mails[i], outcome));
            if (outcome.Result == SendResult.Away)
            {
                await EndAsync(lease, tried, mails.Skip(i + 1), cut);
                return outcome.Reason;
            }
        }

        await EndAsync(lease, tried, [], cut);
        return null;
    }

    // A letter that cannot be made would otherwise be met again and again, and keep all others from leaving.
    private async Task<MimeMessage?> WriteAsync(OutgoingMail mail, List<TriedMail> tried, CancellationToken cancellationToken)
    {
        try
        {
            var letter = await letters.ForAsync(mail, cancellationToken);
            return letter.ToMessage();
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !InfrastructureFault.Is(exception))
        {
            tried.Add(Judge(mail, new(SendResult.Refused, $"It could not be written: {Reasons.Of(exception)}")));
            return null;
        }
    }

    private TriedMail Judge(OutgoingMail mail, SendOutcome outcome)
    {
        var tried = TriedMail.From(mail, outcome, time.GetUtcNow(), options.Value.GiveUpAfter);
        metrics.Tried(mail.Content, outcome.Result);
        if (tried.State is DeliveryState.Failed or DeliveryState.Uncertain)
        {
            Log.Troubled(logger, mail.Id, tried.State, tried.Reason);
        }

        return tried;
    }

    private async Task<Leased> LeaseAsync(CancellationToken cancellationToken)
    {
        var lease = Guid.NewGuid();
        var now = time.GetUtcNow();
        return new(lease, await store.LeaseAsync(lease, Share, now, now + LeaseTime, cancellationToken));
    }

    private async Task EndAsync(Guid lease, List<TriedMail> tried, IEnumerable<OutgoingMail> untouched, CancellationToken cancellationToken)
    {
        await StepAsync(lease, tried, next: null, cancellationToken);
        await store.GiveBackAsync(lease, [.. untouched.Select(mail => mail.Id)], time.GetUtcNow(), cancellationToken);
    }

    private Task<bool> StepAsync(Guid lease, List<TriedMail> tried, long? next, CancellationToken cancellationToken) =>
        KnownOutcomes.WriteAsync(
            () => store.StepAsync(lease, tried, next, time.GetUtcNow(), time.GetUtcNow() + LeaseTime, cancellationToken),
            time,
            cancellationToken);

    private sealed record Leased(Guid Lease, IReadOnlyList<OutgoingMail> Mails);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Found {Count} mails whose sender stopped while it handed them over: they stay uncertain and are not sent again")]
        public static partial void Abandoned(ILogger logger, int count);

        [LoggerMessage(LogLevel.Warning, "Mail {Id} is {State}: {Reason}")]
        public static partial void Troubled(ILogger logger, long id, DeliveryState state, string? reason);
    }
}
