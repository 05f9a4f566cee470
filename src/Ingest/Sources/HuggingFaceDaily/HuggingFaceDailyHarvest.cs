using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Papers.Ingest.Harvest;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.HuggingFaceDaily;

/// <summary>The papers that Hugging Face features, day by day.</summary>
internal sealed class HuggingFaceDailyHarvest(IOptions<HuggingFaceDailyOptions> options) : IHarvestedSource
{
    /// <summary>The limit of one reply.</summary>
    public const int PageSize = 100;

    private const int MostPages = 20;
    private const int FailuresUntilUnavailable = 3;

    public SourceOptions Options => options.Value;

    public string Describe(string cursor)
    {
        if (HuggingFaceDailyCursor.Read(cursor) is not { } read || read.Done < read.From && read.Beyond is null)
        {
            return "No day done yet.";
        }

        var missing = string.Join(", ", read.MissingDays().Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        var last = read.Beyond is [.., var beyond] ? beyond : read.Done;
        return string.Create(CultureInfo.InvariantCulture, $"{read.From:yyyy-MM-dd} to {last:yyyy-MM-dd} done{(missing.Length > 0 ? $", missing {missing}" : "")}.");
    }

    public async Task HarvestAsync(HarvestRun run, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(run.Now.UtcDateTime);
        var cursor = HuggingFaceDailyCursor.Begin(HuggingFaceDailyCursor.Read(run.Cursor), options.Value.From, today);
        var failures = new List<(DateOnly Day, SourceUnavailableException Fault)>();
        var failuresInARow = 0;
        foreach (var day in cursor.DaysToRead(today, options.Value.RecentDays))
        {
            var requestedAt = run.Now;
            List<SourceEntry> entries;
            try
            {
                entries = await ReadDayAsync(run, day, today, cancellationToken);
            }
            catch (SourceUnavailableException fault)
            {
                // One list that cannot be read must not hide the others; several in a row mean that the host is unavailable.
                failures.Add((day, fault));
                if (++failuresInARow == FailuresUntilUnavailable || fault.RetryAfter is not null)
                {
                    break;
                }

                continue;
            }

            failuresInARow = 0;
            if (HuggingFaceDailyCursor.IsOver(day, requestedAt))
            {
                cursor = cursor.With(day);
            }

            await run.SaveAsync(entries, requestedAt, cursor.ToJson(), cancellationToken);
        }

        if (failures is [var (firstDay, first), ..])
        {
            var others = failures.Count > 1 ? $" and {failures.Count - 1} more" : "";
            throw new SourceUnavailableException(
                string.Create(CultureInfo.InvariantCulture, $"The list of {firstDay:yyyy-MM-dd}{others} failed: {first.Message}"), retryAfter: first.RetryAfter, innerException: first);
        }
    }

    private async Task<List<SourceEntry>> ReadDayAsync(HarvestRun run, DateOnly day, DateOnly today, CancellationToken cancellationToken)
    {
        var entries = new List<SourceEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var page = 0; page < MostPages; page++)
        {
            var reply = await RequestAsync(run, day, page, isPast: day < today, cancellationToken);

            // After the last page comes an empty one, or the same page again if the server ignores the parameter.
            var isNews = reply.Count(entry => entry is ReadRecord { Record.ArxivId: { } id } && seen.Add(id)) > 0;
            if (isNews || page == 0)
            {
                entries.AddRange(reply);
            }

            if (!isNews || reply.Count < PageSize)
            {
                break;
            }
        }

        return entries;
    }

    private Task<IReadOnlyList<SourceEntry>> RequestAsync(HarvestRun run, DateOnly day, int page, bool isPast, CancellationToken cancellationToken)
    {
        // Today's list may not exist yet.
        var request = new SourceRequest(options.Value.AddressOf(day, page))
        {
            Day = day,
            Accept = "application/json",
            Expected = isPast ? [] : [HttpStatusCode.BadRequest, HttpStatusCode.NotFound],
        };
        return run.RequestAsync(
            request,
            reply => reply.Status == HttpStatusCode.OK ? HuggingFaceDailyReply.Read(reply.Open(), new(day, reply.ReadAt)).Entries : [],
            cancellationToken);
    }
}
