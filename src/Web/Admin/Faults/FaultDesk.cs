using System.Net;
using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Operations;
using Papers.Web.Services;

namespace Papers.Web.Admin.Faults;

/// <summary>The messages that failed for good, of all services.</summary>
public sealed class FaultDesk(StackParts parts, OperatorView own)
{
    /// <summary>All of them, the newest first.</summary>
    public async Task<IReadOnlyList<Fault>> ListAsync(CancellationToken limit)
    {
        var lists = await Task.WhenAll(StackParts.Names
            .Select(part => parts.GetAsync(part, "/internal/faults", EventJson.Default.IReadOnlyListFault, limit))
            .Append(AskOwnAsync(own.ListFaultsAsync, limit)));
        return [.. lists.SelectMany(list => list).OrderByDescending(fault => fault.FailedAt)];
    }

    /// <summary>Those of the services that answer, the newest first, and what to say of the others.</summary>
    public async Task<(IReadOnlyList<Fault> Faults, IReadOnlyList<string> Silent)> ListWhatAnswersAsync(CancellationToken limit)
    {
        var answers = await Task.WhenAll(StackParts.Names
            .Select(part => HearAsync(() => parts.GetAsync(part, "/internal/faults", EventJson.Default.IReadOnlyListFault, limit), limit))
            .Append(HearAsync(() => AskOwnAsync(own.ListFaultsAsync, limit), limit)));
        return (
            [.. answers.SelectMany(heard => heard.Value ?? []).OrderByDescending(fault => fault.FailedAt)],
            [.. answers.Select(heard => heard.Silence).OfType<string>()]);
    }

    private static async Task<Heard<IReadOnlyList<Fault>>> HearAsync(Func<Task<IReadOnlyList<Fault>>> ask, CancellationToken limit)
    {
        try
        {
            return new(await ask(), null);
        }
        catch (SilentPartException silent)
        {
            return new(null, silent.Message);
        }
        catch (Exception exception) when (InfrastructureFault.Is(exception) || limit.IsCancellationRequested)
        {
            return new(null, new SilentPartException(StackParts.Web, exception.GetBaseException().Message).Message);
        }
    }

    /// <summary>Has the service that owns a fault send its message again.</summary>
    /// <returns>False where no service has it.</returns>
    public async Task<bool> RetryAsync(Guid id, CancellationToken limit)
    {
        if (await AskOwnAsync(token => own.RetryFaultAsync(id, token), limit))
        {
            return true;
        }

        SilentPartException? silent = null;
        foreach (var part in StackParts.Names)
        {
            try
            {
                using var response = await parts.SendAsync(part, HttpMethod.Post, $"/internal/faults/{id}/retry", content: null, limit);
                if (response.IsSuccessStatusCode)
                {
                    return true;
                }

                if (response.StatusCode != HttpStatusCode.NotFound)
                {
                    silent = new(part, $"it answered {(int)response.StatusCode}");
                }
            }
            catch (SilentPartException exception)
            {
                silent = exception;
            }
        }

        // One that did not answer may be the owner.
        return silent is null ? false : throw silent;
    }

    // A server that is stopped lets neither a question end nor its cancellation.
    private static async Task<T> AskOwnAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken limit)
    {
        try
        {
            return await question(limit).WaitAsync(limit);
        }
        catch (Exception exception) when (limit.IsCancellationRequested || InfrastructureFault.Is(exception))
        {
            throw new SilentPartException("web", limit.IsCancellationRequested ? "no answer in time" : exception.GetBaseException().Message);
        }
    }
}
