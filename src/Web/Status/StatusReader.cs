using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Operations;
using Papers.Web.Search;

namespace Papers.Web.Status;

/// <summary>Reads the status of the whole stack, as it is when asked.</summary>
public sealed class StatusReader
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);

    private readonly StackParts _parts;
    private readonly OperatorView _own;
    private readonly SearchIndex _index;
    private readonly TimeProvider _time;
    private readonly SharedReading<StatusReading> _reading;

    public StatusReader(StackParts parts, OperatorView own, SearchIndex index, TimeProvider time)
    {
        (_parts, _own, _index, _time) = (parts, own, index, time);
        _reading = new(ReadAllAsync, s_patience, time);
    }

    public Task<StatusReading> ReadAsync(CancellationToken cancellationToken) => _reading.ReadAsync(cancellationToken);

    private async Task<StatusReading> ReadAllAsync()
    {
        using var limit = new CancellationTokenSource(s_limit, _time);
        var indexed = _index.Revisions;
        Task<ServiceCounts>[] followers =
        [
            CountAsync(StackParts.Tagging, limit.Token),
            CountAsync(StackParts.LinkCheck, limit.Token),
            CountAsync(StackParts.Notification, limit.Token),
            CountOwnAsync(limit.Token),
        ];
        await SettleAsync(Task.WhenAll(followers));

        // Ingest last: what the others have done, it had told of before.
        Task<ServiceCounts>[] all = [.. followers, CountAsync(StackParts.Ingest, limit.Token)];
        await SettleAsync(Task.WhenAll(all));

        var silent = all.Select(count => count.Exception?.InnerException).OfType<Exception>().ToList();
        if (silent.FirstOrDefault(exception => exception is not SilentPartException) is { } unexpected)
        {
            throw unexpected;
        }

        string[] names = [StackParts.Tagging, StackParts.LinkCheck, StackParts.Notification, StackParts.Web, StackParts.Ingest];
        var parts = new List<PartCounts>();
        foreach (var (name, count) in names.Zip(all))
        {
            parts.Add(new(name, count.IsCompletedSuccessfully ? await count : null, count.Exception?.InnerException?.Message));
        }

        return silent.Count > 0
            ? new(null, [.. silent.Cast<SilentPartException>()], parts)
            : new(
                StackStatus.From(new()
                {
                    Tagging = await all[0],
                    LinkCheck = await all[1],
                    Notification = await all[2],
                    Web = await all[3],
                    Ingest = await all[4],
                    IndexedRevisions = indexed,
                }),
                [],
                parts);
    }

    // Who fails is named afterwards, together with the others who did.
    private static async Task SettleAsync(Task all) => await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private Task<ServiceCounts> CountAsync(string part, CancellationToken limit) =>
        _parts.GetAsync(part, "/internal/counts", EventJson.Default.ServiceCounts, limit);

    private async Task<ServiceCounts> CountOwnAsync(CancellationToken limit)
    {
        try
        {
            return await _own.CountAsync(limit);
        }
        catch (Exception exception) when (InfrastructureFault.Is(exception) || limit.IsCancellationRequested)
        {
            throw new SilentPartException(StackParts.Web, limit.IsCancellationRequested ? "no answer in time" : exception.GetBaseException().Message);
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
