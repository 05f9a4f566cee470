using MassTransit;
using Papers.Contracts.Tagging;

namespace Papers.Web.ReadModel;

public sealed partial class SaveTagsConsumer(TagStore store, ILogger<SaveTagsConsumer> logger) : IConsumer<PapersTagged>
{
    public async Task Consume(ConsumeContext<PapersTagged> context)
    {
        var papers = context.Message.Papers;
        var changed = await store.SaveAsync(papers, context.CancellationToken);
        Log.Shown(logger, papers.Count, changed);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Received {Count} tagged papers, {Changed} of them anew")]
        public static partial void Shown(ILogger logger, int count, int changed);
    }
}
