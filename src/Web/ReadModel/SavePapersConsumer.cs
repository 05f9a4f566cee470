using MassTransit;
using Papers.Contracts.Ingest;

namespace Papers.Web.ReadModel;

internal sealed partial class SavePapersConsumer(PaperStore store, ILogger<SavePapersConsumer> logger) : IConsumer<PapersIngested>
{
    public async Task Consume(ConsumeContext<PapersIngested> context)
    {
        var papers = context.Message.Papers;
        var changed = await store.SaveAsync(papers, context.CancellationToken);
        Log.Saved(logger, papers.Count, changed);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Saved {Count} papers, {Changed} of them newer than before")]
        public static partial void Saved(ILogger logger, int count, int changed);
    }
}
