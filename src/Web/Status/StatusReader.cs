using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.ServiceDefaults.Operations;
using Papers.Web.Search;
using Papers.Web.Services;
using StackExchange.Redis;

namespace Papers.Web.Status;

/// <summary>Reads the status of the whole stack, as it is when asked.</summary>
internal sealed class StatusReader
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_sharedTimeout = TimeSpan.FromMilliseconds(200);

    private readonly ServiceClients _services;
    private readonly OperatorView _own;
    private readonly IDatabase _redis;
    private readonly SearchIndex _index;
    private readonly TimeProvider _time;
    private readonly SharedReading<StatusReading> _reading;

    public StatusReader(ServiceClients services, OperatorView own, IDatabase redis, SearchIndex index, TimeProvider time)
    {
        (_services, _own, _redis, _index, _time) = (services, own, redis, index, time);
        _reading = new(ReadAllAsync, s_sharedTimeout, time);
    }

    public Task<StatusReading> ReadAsync(CancellationToken cancellationToken) => _reading.ReadAsync(cancellationToken);

    private async Task<StatusReading> ReadAllAsync()
    {
        var indexed = _index.Revisions;
        string[] names = [ServiceClients.Tagging, ServiceClients.LinkCheck, ServiceClients.Notification, ServiceClients.Web, ServiceClients.Ingest];
        var counts = await Task.WhenAll(names.Select(TryCountAsync));
        var services = names.Zip(counts, (name, count) => new ServiceReading(name, count.Counts, count.Unavailable?.Message)).ToList();

        // Several services may name the same server.
        var unavailable = counts.Select(count => count.Unavailable).OfType<ServiceUnavailableException>().DistinctBy(one => one.Services[0]).ToList();
        if (unavailable.Count > 0)
        {
            return new(null, unavailable, services);
        }

        // Ingest again, last: it had published everything that the others have counted before they counted it.
        var ingest = await TryCountAsync(ServiceClients.Ingest);
        if (ingest.Unavailable is { } gone)
        {
            return new(null, [gone], services);
        }

        var byName = names.Zip(counts).ToDictionary(pair => pair.First, pair => pair.Second.Counts!); // none is unavailable
        return new(
            StackStatus.From(new()
            {
                Tagging = byName[ServiceClients.Tagging],
                LinkCheck = byName[ServiceClients.LinkCheck],
                Notification = byName[ServiceClients.Notification],
                Web = byName[ServiceClients.Web],
                Ingest = ingest.Counts!, // as above
                IndexedRevisions = indexed,
            }),
            [],
            services);
    }

    private async Task<(ServiceCounts? Counts, ServiceUnavailableException? Unavailable)> TryCountAsync(string service)
    {
        try
        {
            return service == ServiceClients.Web
                ? (await CountOwnAsync(), null)
                : (await _services.GetAsync(service, "/internal/counts", EventJson.Default.ServiceCounts, s_timeout, CancellationToken.None), null);
        }
        catch (ServiceUnavailableException exception)
        {
            return (null, exception);
        }
    }

    private async Task<ServiceCounts> CountOwnAsync()
    {
        using var limit = new CancellationTokenSource(s_timeout, _time);
        try
        {
            var ping = SilentServerException.AskAsync("cache", "Redis", _ => _redis.PingAsync(), _time, limit.Token);
            var counts = await _own.CountAsync(limit.Token);
            await ping;
            return counts;
        }
        catch (SilentServerException exception)
        {
            throw new ServiceUnavailableException(exception.Server, exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested)
        {
            throw new ServiceUnavailableException(ServiceClients.Web, "timeout", exception);
        }
    }
}

/// <param name="Status">Null where a service is unavailable.</param>
/// <param name="Unavailable">The services and servers that are unavailable, and why.</param>
/// <param name="Services">Each service with its counts.</param>
public sealed record StatusReading(StackStatus? Status, IReadOnlyList<ServiceUnavailableException> Unavailable, IReadOnlyList<ServiceReading> Services);

/// <param name="Counts">Null where it is unavailable.</param>
/// <param name="Unavailable">Why it is; null where it answered.</param>
public sealed record ServiceReading(string Name, ServiceCounts? Counts, string? Unavailable);
