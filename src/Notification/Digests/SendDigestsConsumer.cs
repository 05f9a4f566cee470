using System.Text.RegularExpressions;
using MassTransit;
using Microsoft.Extensions.Options;
using Papers.Contracts.Web;
using Papers.Notification.Delivery;

namespace Papers.Notification.Digests;

public sealed partial class SendDigestsConsumer(
    RankingStore rankings,
    DigestStore digests,
    DeliverySignal signal,
    IOptions<DigestOptions> options,
    TimeProvider time,
    ILogger<SendDigestsConsumer> logger)
    : IConsumer<EditionRanked>
{
    public async Task Consume(ConsumeContext<EditionRanked> context)
    {
        var edition = context.Message;
        var mails = await WriteMailsAsync(edition, context.CancellationToken);
        Log.Chosen(logger, mails, edition.Edition, edition.Date);
    }

    /// <summary>May be stopped anywhere and done again: who has a mail of this edition already is passed over.</summary>
    /// <returns>How many mails were written.</returns>
    public async Task<int> WriteMailsAsync(EditionRanked ranked, CancellationToken cancellationToken)
    {
        if (!EditionName().IsMatch(ranked.Edition))
        {
            throw new ArgumentException("An edition's name is lower-case letters, digits and dashes: it stands in mail headers.", nameof(ranked));
        }

        var now = time.GetUtcNow();
        var edition = ranked with { Papers = [.. ranked.Papers.Where(paper => ChooseDigest.IsOfTheWeek(paper, ranked.Date)).DistinctBy(paper => paper.PaperId)] };
        var rankingId = await rankings.SaveAsync(edition, edition.Papers, now, cancellationToken);
        var mails = 0;
        for (Guid? after = Guid.Empty; after is { } last;)
        {
            var chosen = await digests.ChooseAsync(edition, rankingId, last, options.Value.PapersPerDigest, now, cancellationToken);
            mails += chosen.Mails;
            after = chosen.Last;
            if (chosen.Mails > 0)
            {
                signal.Set();
            }
        }

        return mails;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,31}$")]
    private static partial Regex EditionName();

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Wrote {Count} mails of the {Edition} edition of {Date:yyyy-MM-dd}")]
        public static partial void Chosen(ILogger logger, int count, string edition, DateOnly date);
    }
}
