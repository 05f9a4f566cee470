using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.ServiceDefaults.Operations;
using Papers.Web.Search;
using Papers.Web.Services;
using StackExchange.Redis;

namespace Papers.Web.Status;

/// <summary>Reads the status of the whole stack, as it is when asked.</summary>
public sealed class StatusReader
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_timeout = TimeSpan.FromMilliseconds(200);

    private readonly StackParts _parts;
    private readonly OperatorView _own;
    private readonly IDatabase _redis;
    private readonly SearchIndex _index;
    private readonly TimeProvider _time;
    private readonly SharedReading<StatusReading> _reading;

    public StatusReader(StackParts parts, OperatorView own, IDatabase redis, SearchIndex index, TimeProvider time)
    {
        (_parts, _own, _redis, _index, _time) = (parts, own, redis, index, time);
        _reading = new(ReadAllAsync, s_timeout, time);
    }

    public Task<StatusReading> ReadAsync(CancellationToken cancellationToken) => _reading.ReadAsync(cancellationToken);

    private async Task<StatusReading> ReadAllAsync()
    {
        var indexed = _index.Revisions;
        using var limit = new CancellationTokenSource(s_limit, _time);
        Task<ServiceCounts>[] first =
        [
            CountAsync(StackParts.Tagging, limit.Token),
            CountAsync(StackParts.LinkCheck, limit.Token),
            CountAsync(StackParts.Notification, limit.Token),
            CountOwnAsync(limit.Token),
            CountAsync(StackParts.Ingest, limit.Token),
        ];
        var silent = await SilentAsync(first);
        string[] names = [StackParts.Tagging, StackParts.LinkCheck, StackParts.Notification, StackParts.Web, StackParts.Ingest];
        var parts = new List<PartCounts>();
        foreach (var (name, count) in names.Zip(first))
        {
            parts.Add(new(name, count.IsCompletedSuccessfully ? await count : null, count.Exception?.InnerException?.Message));
        }

        if (silent.Count > 0)
        {
            return new(null, silent, parts);
        }

        // Ingest once more, last: what the others have done, it had told of before.
        using var lastLimit = new CancellationTokenSource(s_limit, _time);
        var ingest = CountAsync(StackParts.Ingest, lastLimit.Token);
        return await SilentAsync([ingest]) is { Count: > 0 } silentSince
            ? new(null, silentSince, parts)
            : new(
                StackStatus.From(new()
                {
                    Tagging = await first[0],
                    LinkCheck = await first[1],
                    Notification = await first[2],
                    Web = await first[3],
                    Ingest = await ingest,
                    IndexedRevisions = indexed,
                }),
                [],
                parts);
    }

    // Who fails is named together with the others who do; several services may name the same server.
    private static async Task<IReadOnlyList<SilentPartException>> SilentAsync(Task<ServiceCounts>[] counts)
    {
        await ((Task)Task.WhenAll(counts)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var failures = counts.Select(count => count.Exception?.InnerException).OfType<Exception>().ToList();
        return failures.FirstOrDefault(failure => failure is not SilentPartException) is { } unexpected
            ? throw unexpected
            : [.. failures.Cast<SilentPartException>().DistinctBy(failure => failure.Part)];
    }

    private Task<ServiceCounts> CountAsync(string part, CancellationToken limit) =>
        _parts.GetAsync(part, "/internal/counts", EventJson.Default.ServiceCounts, limit);

    private async Task<ServiceCounts> CountOwnAsync(CancellationToken limit)
    {
        try
        {
            var pong = SilentServerException.AskAsync("cache", "Redis", _ => _redis.PingAsync(), _time, limit);
            var counts = await _own.CountAsync(limit);
            await pong;
            return counts;
        }
        catch (SilentServerException silent)
        {
            throw new SilentPartException(silent.Server, silent.Message);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new SilentPartException(StackParts.Web, "no answer in time");
        }
    }
}

/// <param name="Status">Null where a part did not answer.</param>
/// <param name="Silent">The parts that did not answer, and why.</param>
/// <param name="Parts">Each part with its counts.</param>
public sealed record StatusReading(StackStatus? Status, IReadOnlyList<SilentPartException> Silent, IReadOnlyList<PartCounts> Parts);

/// <param name="Counts">Null where it did not answer.</param>
/// <param name="Silence">Why it did not.</param>
public sealed record PartCounts(string Name, ServiceCounts? Counts, string? Silence);
