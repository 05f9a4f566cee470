using MassTransit;

namespace Papers.ServiceDefaults.Messaging.Faults;

/// <summary>Records a message whose retries failed, under an id that is sent with it to the <c>_error</c> queue.</summary>
internal sealed class RecordFault(string queue, FaultStore faults, TimeProvider time) : IFilter<ExceptionReceiveContext>
{
    /// <summary>The header with the id of a message in an <c>_error</c> queue.</summary>
    public const string IdHeader = "Papers-Fault-Id";

    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        await faults.AddAsync(
            new RecordedFault(id, queue, MessageNames.EventOf(context.Body.GetBytes()), Describe(context.Exception), time.GetUtcNow()),
            context.CancellationToken);
        context.ExceptionHeaders.Set(IdHeader, id.ToString());
        context.GetOrAddPayload(() => new FaultRecorded());
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("recordFault");

    private static string Describe(Exception exception)
    {
        var cause = exception.GetBaseException();
        var text = $"{cause.GetType().Name}: {cause.Message}";
        return text.Length <= 1_000 ? text : text[..1_000];
    }
}

/// <summary>Marks a message that was sent to the <c>_error</c> queue.</summary>
internal sealed class FaultRecorded;
