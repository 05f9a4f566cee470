using MassTransit;
using Papers.Contracts.Ingest;

namespace Papers.Web.Submit;

internal sealed partial class SettleSubmissionsConsumer(SubmissionStore store, ILogger<SettleSubmissionsConsumer> logger) : IConsumer<SubmissionSettled>
{
    public async Task Consume(ConsumeContext<SubmissionSettled> context)
    {
        var settled = context.Message;
        if (await store.SettleAsync(settled, context.CancellationToken))
        {
            Log.Settled(logger, settled.SubmissionId, settled.Outcome);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Submission {Id} finished: {Outcome}")]
        public static partial void Settled(ILogger logger, Guid id, SubmissionOutcome outcome);
    }
}
