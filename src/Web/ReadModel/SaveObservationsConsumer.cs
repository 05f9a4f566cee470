using MassTransit;
using Papers.Contracts.Ingest;

namespace Papers.Web.ReadModel;

public sealed partial class SaveObservationsConsumer(ObservationStore store, ILogger<SaveObservationsConsumer> logger) : IConsumer<PapersObserved>
{
    public async Task Consume(ConsumeContext<PapersObserved> context)
    {
        var papers = context.Message.Papers;
        var changed = await store.SaveAsync(papers, context.CancellationToken);
        Log.Shown(logger, papers.Count, changed);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Received {Count} observations of papers, {Changed} of them later than what was known")]
        public static partial void Shown(ILogger logger, int count, int changed);
    }
}
