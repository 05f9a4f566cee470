using MassTransit;
using Papers.Contracts.Ingest;

namespace Papers.Web.ReadModel;

public sealed partial class SavePapersConsumer(PaperStore store, ILogger<SavePapersConsumer> logger) : IConsumer<PapersIngested>
{
    public async Task Consume(ConsumeContext<PapersIngested> context)
    {
        var papers = context.Message.Papers;
        var changed = await store.SaveAsync(papers, context.CancellationToken);
        Log.Shown(logger, papers.Count, changed);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Received {Count} papers, {Changed} of them anew")]
        public static partial void Shown(ILogger logger, int count, int changed);
    }
}
