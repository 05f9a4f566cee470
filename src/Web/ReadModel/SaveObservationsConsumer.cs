using MassTransit;
using Papers.Contracts.Ingest;

namespace Papers.Web.ReadModel;

internal sealed partial class SaveObservationsConsumer(ObservationStore store, ILogger<SaveObservationsConsumer> logger) : IConsumer<PapersObserved>
{
    public async Task Consume(ConsumeContext<PapersObserved> context)
    {
        var papers = context.Message.Papers;
        var changed = await store.SaveAsync(papers, context.CancellationToken);
        Log.Saved(logger, papers.Count, changed);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Saved {Count} observations, {Changed} of them newer than before")]
        public static partial void Saved(ILogger logger, int count, int changed);
    }
}
