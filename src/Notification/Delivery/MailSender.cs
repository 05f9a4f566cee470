using System.Diagnostics;
using Microsoft.Extensions.Options;
using MimeKit;
using Papers.Notification.Channels.Email;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Telemetry;
using Polly;
using Polly.Retry;

namespace Papers.Notification.Delivery;

/// <summary>
/// Sends the mails that are due, over several connections. Wherever it is interrupted, a mail that may have been sent is never sent again,
/// unless the channel is idempotent.
/// </summary>
internal sealed partial class MailSender(
    DeliveryStore store,
    IMailChannel channel,
    IEnumerable<IMailWriter> writers,
    NotificationMetrics metrics,
    IOptions<MailOptions> options,
    TimeProvider time,
    ILogger<MailSender> logger)
{
    /// <summary>Longer than sending a mail may take. After it, the mails of a killed replica are due again.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(3);

    private const int BatchSize = 16;

    private static readonly ActivitySource s_activities = new($"{TelemetryDefaults.SourcePrefix}Notification.Delivery");

    private readonly Dictionary<string, IMailWriter> _writers = writers.ToDictionary(writer => writer.Kind, StringComparer.Ordinal);

    // The result of an attempt must not be lost while the database is unavailable. Saving it twice has no effect.
    private readonly ResiliencePipeline _untilSaved = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(InfrastructureFault.Is),
            MaxRetryAttempts = int.MaxValue,
            Delay = TimeSpan.FromMilliseconds(500),
        })
        .Build();

    /// <summary>Sends until no mail is due or the channel is unavailable.</summary>
    /// <param name="stopping">No further mail is started once it is set.</param>
    /// <param name="abort">Aborts even the mails being sent.</param>
    /// <returns>Why the channel is unavailable; null where it is not.</returns>
    public async Task<string?> SendDueAsync(CancellationToken stopping, CancellationToken abort)
    {
        if (await store.AbandonAsync(time.GetUtcNow(), abort) is > 0 and var abandoned)
        {
            Log.Abandoned(logger, abandoned);
        }

        var first = await LeaseAsync(abort);
        if (first.Mails.Count == 0)
        {
            return null;
        }

        var connections = first.Mails.Count < BatchSize ? 1 : channel.MaxConnections;
        var reasons = await Task.WhenAll(Enumerable.Range(0, connections).Select(number =>
            Task.Run(() => SendOverConnectionAsync(number == 0 ? first : null, stopping, abort), CancellationToken.None)));
        return reasons.FirstOrDefault(reason => reason is not null);
    }

    private async Task<string?> SendOverConnectionAsync(Batch? batch, CancellationToken stopping, CancellationToken abort)
    {
        await using var connection = channel.CreateConnection();
        batch ??= await LeaseAsync(abort);
        while (batch.Mails.Count > 0)
        {
            var unavailable = await SendBatchAsync(connection, batch, stopping, abort);
            if (unavailable is not null || stopping.IsCancellationRequested)
            {
                return unavailable;
            }

            batch = await LeaseAsync(abort);
        }

        return null;
    }

    private async Task<string?> SendBatchAsync(IMailConnection connection, Batch batch, CancellationToken stopping, CancellationToken abort)
    {
        var (lease, mails) = batch;
        var attempts = new List<DeliveryAttempt>();
        for (var i = 0; i < mails.Count; i++)
        {
            if (stopping.IsCancellationRequested)
            {
                await EndAsync(lease, attempts, mails.Skip(i), abort);
                return null;
            }

            if (await connection.ConnectAsync(abort) is { } unavailable)
            {
                await EndAsync(lease, [.. attempts, ToAttempt(mails[i], new(SendResult.Unavailable, unavailable))], mails.Skip(i + 1), abort);
                return unavailable;
            }

            using var span = s_activities.ContinueTrace("send mail", mails[i].TraceParent);
            using var message = await WriteAsync(mails[i], attempts, abort);
            if (message is null)
            {
                continue;
            }

            if (!channel.IsIdempotent)
            {
                var started = await SaveAsync(lease, attempts, mails[i].Id, abort);
                attempts.Clear();
                if (!started)
                {
                    continue;
                }
            }

            var outcome = await connection.SendAsync(message, mails[i].FileName, abort);
            span?.SetTag("papers.result", outcome.Result.ToString());
            attempts.Add(ToAttempt(mails[i], outcome));
            if (outcome.Result == SendResult.Unavailable)
            {
                await EndAsync(lease, attempts, mails.Skip(i + 1), abort);
                return outcome.Reason;
            }
        }

        await EndAsync(lease, attempts, [], abort);
        return null;
    }

    // A mail that cannot be written fails; retrying it would block the queue.
    private async Task<MimeMessage?> WriteAsync(QueuedMail mail, List<DeliveryAttempt> attempts, CancellationToken cancellationToken)
    {
        try
        {
            var message = await _writers[mail.Kind].WriteAsync(mail, cancellationToken);
            return message.ToMime();
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !InfrastructureFault.Is(exception))
        {
            Log.WritingFailed(logger, exception, mail.Id);
            attempts.Add(ToAttempt(mail, new(SendResult.Rejected, $"Writing the mail failed: {FailureReason.From(exception)}")));
            return null;
        }
    }

    private DeliveryAttempt ToAttempt(QueuedMail mail, SendOutcome outcome)
    {
        var attempt = DeliveryAttempt.From(mail, outcome, time.GetUtcNow(), options.Value.GiveUpAfter);
        metrics.Attempted(mail.Kind, outcome.Result);
        if (attempt.State is DeliveryState.Failed or DeliveryState.Uncertain)
        {
            Log.NotSent(logger, mail.Id, attempt.State, attempt.Reason);
        }

        return attempt;
    }

    private async Task<Batch> LeaseAsync(CancellationToken cancellationToken)
    {
        var lease = Guid.NewGuid();
        var now = time.GetUtcNow();
        return new(lease, await store.LeaseAsync(lease, BatchSize, now, now + LeaseTime, cancellationToken));
    }

    private async Task EndAsync(Guid lease, List<DeliveryAttempt> attempts, IEnumerable<QueuedMail> notStarted, CancellationToken cancellationToken)
    {
        await SaveAsync(lease, attempts, next: null, cancellationToken);
        await store.ReleaseAsync(lease, [.. notStarted.Select(mail => mail.Id)], time.GetUtcNow(), cancellationToken);
    }

    private async Task<bool> SaveAsync(Guid lease, List<DeliveryAttempt> attempts, long? next, CancellationToken cancellationToken) =>
        await _untilSaved.ExecuteAsync(
            async cancelled => await store.SaveAsync(lease, attempts, next, time.GetUtcNow(), time.GetUtcNow() + LeaseTime, cancelled),
            cancellationToken);

    private sealed record Batch(Guid Lease, IReadOnlyList<QueuedMail> Mails);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Found {Count} mails whose sender stopped while sending them: their state is uncertain, and there is no retry")]
        public static partial void Abandoned(ILogger logger, int count);

        [LoggerMessage(LogLevel.Error, "Writing mail {Id} failed")]
        public static partial void WritingFailed(ILogger logger, Exception exception, long id);

        [LoggerMessage(LogLevel.Warning, "Mail {Id} was not sent, its state is {State}: {Reason}")]
        public static partial void NotSent(ILogger logger, long id, DeliveryState state, string? reason);
    }
}
