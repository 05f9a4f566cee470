using System.Globalization;
using Microsoft.Extensions.Options;
using Papers.Ingest.Harvest;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Sources.ArxivOaiPmh;

/// <summary>arXiv's records as they change, set by set, in lists that come in parts. It alone tells what was deleted.</summary>
internal sealed partial class ArxivOaiPmhHarvest(IOptions<ArxivOaiPmhOptions> options, ILogger<ArxivOaiPmhHarvest> logger) : IHarvestedSource
{
    private const string ExpiredToken = "badResumptionToken";
    private const string NothingMatches = "noRecordsMatch";

    public SourceOptions Options => options.Value;

    public string Describe(string cursor) => string.Join(", ", ArxivOaiPmhCursor.Read(cursor).Sets.Select(set => set.Value.Token is null
        ? $"{set.Key} up to {set.Value.From:yyyy-MM-dd}"
        : string.Create(CultureInfo.InvariantCulture, $"{set.Key} from {set.Value.From:yyyy-MM-dd} on, at {set.Value.ReachedDay ?? set.Value.From:yyyy-MM-dd}")));

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
            var askedAt = run.Now;
            var address = at.Token is { } token ? options.Value.AddressOf(token) : options.Value.AddressOf(set, at.From);
            var part = await run.AskAsync(new SourceRequest(address) { Accept = "text/xml, application/xml" }, (reply, context) => Checked(OaiPmhReply.Read(reply, context), at.Token), cancellationToken);
            if (part.ErrorCode == ExpiredToken && at.Token is not null)
            {
                // Were it to expire over and over without getting on, it would go on for ever.
                at = !hasExpired || at.Anew().From > at.From
                    ? at.Anew()
                    : throw new SourceUnavailableException($"arXiv let its resumption tokens of {set} expire twice from {at.From:yyyy-MM-dd} on.");
                hasExpired = true;
                Log.BeganAnew(logger, set, at.From);
                continue;
            }

            if (part.ErrorCode is { } code && code != NothingMatches)
            {
                throw new SourceUnavailableException($"arXiv answered {code} for {set}: {TruncatedText.Quote(part.Error ?? "")}");
            }

            var days = part.Items.Select(item => item.Datestamp).OfType<DateTimeOffset>().Select(day => DateOnly.FromDateTime(day.UtcDateTime));
            at = at.After(days, part.ResumptionToken, DateOnly.FromDateTime(askedAt.UtcDateTime));
            cursor = cursor.With(set, at);
            await run.SaveAsync(part.Entries, askedAt, cursor.ToJson(), cancellationToken);
            if (part.ResumptionToken is null)
            {
                return cursor;
            }
        }
    }

    private static OaiPmhReply Checked(OaiPmhReply part, string? token) =>
        part.ResumptionToken is { } next && next == token
            ? throw new UnreadableReplyException("arXiv answered a part of a list that leads to itself.")
            : part;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Began the list of {Set} anew from {Day} on, since its resumption token had expired")]
        public static partial void BeganAnew(ILogger logger, string set, DateOnly day);
    }
}
