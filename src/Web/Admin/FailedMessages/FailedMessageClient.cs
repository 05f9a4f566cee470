using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Operations;
using Papers.Web.Services;

namespace Papers.Web.Admin.FailedMessages;

/// <summary>The messages that failed permanently, of all services.</summary>
internal sealed class FailedMessageClient(ServiceClients services, OperatorView own)
{
    private const string InternalPath = "/internal/faults";

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    /// <summary>Those of the services that answer, the newest first, and which services are unavailable.</summary>
    public async Task<(IReadOnlyList<Fault> Messages, IReadOnlyList<ServiceUnavailableException> Unavailable)> ListAsync(CancellationToken cancellationToken)
    {
        var lists = ServiceClients.Others
            .Select(service => services.GetAsync(service, InternalPath, EventJson.Default.IReadOnlyListFault, s_timeout, cancellationToken))
            .Append(CallOwnAsync(own.ListFaultsAsync, cancellationToken))
            .ToList();
        var messages = new List<Fault>();
        var unavailable = new List<ServiceUnavailableException>();
        foreach (var list in lists)
        {
            try
            {
                messages.AddRange(await list);
            }
            catch (ServiceUnavailableException exception)
            {
                unavailable.Add(exception);
            }
        }

        return ([.. messages.OrderByDescending(message => message.FailedAt)], unavailable);
    }

    /// <summary>Has the service that owns a failed message queue it again.</summary>
    /// <returns>False where no service has it.</returns>
    /// <exception cref="ServiceUnavailableException">No service has it, but one that may have it is unavailable.</exception>
    public async Task<bool> RetryAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await CallOwnAsync(token => own.RetryFaultAsync(id, token), cancellationToken))
        {
            return true;
        }

        var unavailable = new List<ServiceUnavailableException>();
        foreach (var service in ServiceClients.Others)
        {
            try
            {
                switch (await services.PostAsync(service, $"{InternalPath}/{id}/retry", s_timeout, cancellationToken))
                {
                    case { Rejection: null }:
                        return true;
                    case { Status: not StatusCodes.Status404NotFound, Rejection: { } reason }:
                        unavailable.Add(new(service, reason));
                        break;
                }
            }
            catch (ServiceUnavailableException exception)
            {
                unavailable.Add(exception);
            }
        }

        return unavailable.Count == 0 ? false : throw new ServiceUnavailableException(unavailable);
    }

    // WaitAsync, since a server that is suspended ends neither the call nor its cancellation.
    private static async Task<T> CallOwnAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_timeout);
        try
        {
            return await call(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ServiceUnavailableException(ServiceClients.Web, "timeout", exception);
        }
        catch (Exception exception) when (InfrastructureFault.Is(exception))
        {
            throw new ServiceUnavailableException(ServiceClients.Web, exception.GetBaseException().Message, exception);
        }
    }
}
