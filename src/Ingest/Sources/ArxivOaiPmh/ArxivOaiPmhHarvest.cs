using System.Globalization;
using Microsoft.Extensions.Options;
using Papers.Ingest.Harvest;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Sources.ArxivOaiPmh;

/// <summary>arXiv's changed records, set by set, in lists of several parts. The only source of deletions.</summary>
internal sealed partial class ArxivOaiPmhHarvest(IOptions<ArxivOaiPmhOptions> options, ILogger<ArxivOaiPmhHarvest> logger) : IHarvestedSource
{
    private const string ExpiredToken = "badResumptionToken";
    private const string NothingMatches = "noRecordsMatch";

    public SourceOptions Options => options.Value;

    public string Describe(string cursor) => string.Join(", ", ArxivOaiPmhCursor.Read(cursor).Sets.Select(set => set.Value.Token is null
        ? $"{set.Key} up to {set.Value.From:yyyy-MM-dd}"
        : string.Create(CultureInfo.InvariantCulture, $"{set.Key} from {set.Value.From:yyyy-MM-dd}, at {set.Value.ReachedDay ?? set.Value.From:yyyy-MM-dd}")));

    public async Task HarvestAsync(HarvestRun run, CancellationToken cancellationToken)
    {
        var cursor = ArxivOaiPmhCursor.Read(run.Cursor);
        var first = options.Value.From ?? DateOnly.FromDateTime(run.Now.UtcDateTime).AddDays(-7);
        foreach (var set in options.Value.ListedSets)
        {
            cursor = await HarvestAsync(run, cursor, set, cursor.Sets.GetValueOrDefault(set) ?? OaiSetCursor.At(first), cancellationToken);
        }
    }

    private async Task<ArxivOaiPmhCursor> HarvestAsync(HarvestRun run, ArxivOaiPmhCursor cursor, string set, OaiSetCursor at, CancellationToken cancellationToken)
    {
        var hasExpired = false;
        while (true)
        {
            var requestedAt = run.Now;
            var address = at.Token is { } token ? options.Value.AddressOf(token) : options.Value.AddressOf(set, at.From);
            var part = await run.RequestAsync(new SourceRequest(address) { Accept = "text/xml, application/xml" }, (reply, context) => Checked(OaiPmhReply.Read(reply, context), at.Token), cancellationToken);
            if (part.ErrorCode == ExpiredToken && at.Token is not null)
            {
                // Stop if tokens expire again without progress.
                at = !hasExpired || at.Restart().From > at.From
                    ? at.Restart()
                    : throw new SourceUnavailableException($"The resumption tokens of {set} expired twice at {at.From:yyyy-MM-dd}.");
                hasExpired = true;
                Log.Restarted(logger, set, at.From);
                continue;
            }

            if (part.ErrorCode is { } code && code != NothingMatches)
            {
                throw new SourceUnavailableException($"arXiv answered {code} for {set}: {TruncatedText.Quote(part.Error ?? "")}");
            }

            var days = part.Items.Select(item => item.Datestamp).OfType<DateTimeOffset>().Select(day => DateOnly.FromDateTime(day.UtcDateTime));
            at = at.After(days, part.ResumptionToken, DateOnly.FromDateTime(requestedAt.UtcDateTime));
            cursor = cursor.With(set, at);
            await run.SaveAsync(part.Entries, requestedAt, cursor.ToJson(), cancellationToken);
            if (part.ResumptionToken is null)
            {
                return cursor;
            }
        }
    }

    private static OaiPmhReply Checked(OaiPmhReply part, string? token) =>
        part.ResumptionToken is { } next && next == token
            ? throw new UnreadableReplyException("The resumption token leads to the same part again.")
            : part;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Resumption token of {Set} expired, restarted the list at {Day}")]
        public static partial void Restarted(ILogger logger, string set, DateOnly day);
    }
}
