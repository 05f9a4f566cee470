using MassTransit;
using Papers.Contracts.Tagging;

namespace Papers.Web.ReadModel;

internal sealed partial class SaveTagsConsumer(TagStore store, ILogger<SaveTagsConsumer> logger) : IConsumer<PapersTagged>
{
    public async Task Consume(ConsumeContext<PapersTagged> context)
    {
        var papers = context.Message.Papers;
        var changed = await store.SaveAsync(papers, context.CancellationToken);
        Log.Saved(logger, papers.Count, changed);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Saved {Count} tagged papers, {Changed} of them newer than before")]
        public static partial void Saved(ILogger logger, int count, int changed);
    }
}
