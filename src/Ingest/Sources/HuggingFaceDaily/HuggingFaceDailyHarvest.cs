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

    public SourceOptions Options => options.Value;

    public string Describe(string cursor) =>
        HuggingFaceDailyCursor.Read(cursor) is { } read && read.Done >= read.From ? $"{read.From:yyyy-MM-dd} to {read.Done:yyyy-MM-dd} done." : "No day done yet.";

    public async Task HarvestAsync(HarvestRun run, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(run.Now.UtcDateTime);
        var cursor = HuggingFaceDailyCursor.Begin(HuggingFaceDailyCursor.Read(run.Cursor), options.Value.From, today);
        var readWhole = new HashSet<DateOnly>();
        foreach (var day in cursor.DaysToRead(today, options.Value.RecentDays))
        {
            var requestedAt = run.Now;
            var entries = await ReadDayAsync(run, day, today, cancellationToken);
            if (HuggingFaceDailyCursor.IsOver(day, requestedAt))
            {
                readWhole.Add(day);
                cursor = cursor.With(readWhole);
            }

            await run.SaveAsync(entries, requestedAt, cursor.ToJson(), cancellationToken);
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
            var isNews = reply.Count(entry => entry is not ReadRecord { Record.ArxivId: { } id } || seen.Add(id)) > 0;
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
