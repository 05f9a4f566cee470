using System.Text.RegularExpressions;
using MassTransit;
using Microsoft.Extensions.Options;
using Papers.Contracts.Web;
using Papers.Notification.Delivery;
using Papers.ServiceDefaults.Telemetry;

namespace Papers.Notification.Digests;

internal sealed partial class SendDigestsConsumer(
    RankingStore rankings,
    DigestStore digests,
    DeliverySignal signal,
    NotificationMetrics metrics,
    IOptions<DigestOptions> options,
    TimeProvider time,
    ILoggerFactory loggers)
    : IConsumer<EditionRanked>
{
    private readonly ILogger _operations = loggers.CreateOperationsLogger();

    public async Task Consume(ConsumeContext<EditionRanked> context)
    {
        var edition = context.Message;
        var mails = await QueueMailsAsync(edition, context.CancellationToken);
        Log.Queued(_operations, mails, edition.Edition, edition.Date);
    }

    /// <summary>Can be interrupted anywhere and repeated: readers who have a mail of this edition are skipped.</summary>
    /// <returns>How many mails were queued.</returns>
    public async Task<int> QueueMailsAsync(EditionRanked ranked, CancellationToken cancellationToken)
    {
        if (!EditionName().IsMatch(ranked.Edition))
        {
            throw new ArgumentException("An edition's name must be lower-case letters, digits and dashes, since it is part of mail headers.", nameof(ranked));
        }

        var now = time.GetUtcNow();
        var recent = ranked.Papers.Where(paper => DigestSelection.IsRecent(paper, ranked.Date)).DistinctBy(paper => paper.PaperId);
        var edition = ranked with { Papers = [.. recent] };
        var rankingId = await rankings.SaveAsync(edition, now, cancellationToken);
        var mails = 0;
        for (Guid? after = Guid.Empty; after is { } last;)
        {
            var queued = await digests.QueueNextAsync(edition, rankingId, last, options.Value.PapersPerDigest, now, cancellationToken);
            mails += queued.Mails;
            after = queued.LastReader;
            if (queued.Mails > 0)
            {
                metrics.Queued(DigestWriter.DigestKind, queued.Mails);
                signal.Set();
            }
        }

        return mails;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,31}$")]
    private static partial Regex EditionName();

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Queued {Count} mails of the {Edition} edition of {Date:yyyy-MM-dd}")]
        public static partial void Queued(ILogger logger, int count, string edition, DateOnly date);
    }
}
