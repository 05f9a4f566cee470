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
        var first = options.Value.From ?? DateOnly.FromDateTime(run.Now.UtcDateTime).AddDays(-7);
        var failures = new List<SourceUnavailableException>();
        foreach (var set in options.Value.ListedSets)
        {
            try
            {
                await HarvestAsync(run, set, ArxivOaiPmhCursor.Read(run.Cursor).Sets.GetValueOrDefault(set) ?? OaiSetCursor.At(first), cancellationToken);
            }
            catch (SourceUnavailableException fault)
            {
                // A fault of one set must not hide the others.
                failures.Add(fault);
                if (fault.RetryAfter is not null)
                {
                    break;
                }
            }
        }

        if (failures.Count > 0)
        {
            throw new SourceUnavailableException(string.Join(' ', failures.Select(fault => fault.Message)), retryAfter: failures[^1].RetryAfter, innerException: failures[0]);
        }
    }

    private async Task HarvestAsync(HarvestRun run, string set, OaiSetCursor at, CancellationToken cancellationToken)
    {
        var hasExpired = false;
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        var read = 0;
        while (true)
        {
            var requestedAt = run.Now;
            var part = await RequestAsync(run, set, at, cancellationToken);
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
                throw new SourceUnavailableException($"arXiv answered {code} for {set}: {TruncatedText.Quote(part.Error ?? "")}.");
            }

            read += part.Items.Count;
            if (part.ResumptionToken is { } next && !tokens.Add(next) || part.CompleteListSize is { } size && read > size && read >= size * 1.5)
            {
                throw new SourceUnavailableException($"The list of {set} does not end: after {read:N0} of {part.CompleteListSize:N0} records arXiv repeats parts of it.");
            }

            var days = part.Items.Select(item => item.Datestamp).OfType<DateTimeOffset>().Select(day => DateOnly.FromDateTime(day.UtcDateTime));
            at = at.After(days, part.ResumptionToken, DateOnly.FromDateTime(requestedAt.UtcDateTime));
            await run.SaveAsync(part.Entries, requestedAt, ArxivOaiPmhCursor.Read(run.Cursor).With(set, at).ToJson(), cancellationToken);
            if (part.ResumptionToken is null)
            {
                return;
            }
        }
    }

    private Task<OaiPmhReply> RequestAsync(HarvestRun run, string set, OaiSetCursor at, CancellationToken cancellationToken)
    {
        var address = at.Token is { } token ? options.Value.AddressOf(token) : options.Value.AddressOf(set, at.From);
        return run.RequestAsync(
            new SourceRequest(address) { Accept = "text/xml, application/xml" },
            (reply, context) => Checked(OaiPmhReply.Read(reply, context), at.Token),
            cancellationToken);
    }

    private static OaiPmhReply Checked(OaiPmhReply part, string? token)
    {
        if (part.ResumptionToken is { } next && next == token)
        {
            throw new UnreadableReplyException("The resumption token leads to the same part again.");
        }

        return part.Items.Count == 0 && token is null && part.ErrorCode is null && part.CompleteListSize > 0
            ? throw new UnreadableReplyException($"arXiv answered no record of a list of {part.CompleteListSize:N0}.")
            : part;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Resumption token of {Set} expired, restarted the list at {Day}")]
        public static partial void Restarted(ILogger logger, string set, DateOnly day);
    }
}
