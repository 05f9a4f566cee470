using MassTransit;
using Papers.Contracts.LinkCheck;

namespace Papers.Web.ReadModel;

internal sealed partial class SaveLinksConsumer(LinkStore store, ILogger<SaveLinksConsumer> logger) : IConsumer<LinksFound>
{
    public async Task Consume(ConsumeContext<LinksFound> context)
    {
        var papers = context.Message.Papers;
        var changed = await store.SaveAsync(papers, context.CancellationToken);
        Log.Saved(logger, papers.Count, changed);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Saved {Count} links of papers, {Changed} of them newer than before")]
        public static partial void Saved(ILogger logger, int count, int changed);
    }
}
