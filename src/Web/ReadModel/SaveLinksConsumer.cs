using MassTransit;
using Papers.Contracts.LinkCheck;

namespace Papers.Web.ReadModel;

public sealed partial class SaveLinksConsumer(LinkStore store, ILogger<SaveLinksConsumer> logger) : IConsumer<LinksFound>
{
    public async Task Consume(ConsumeContext<LinksFound> context)
    {
        var papers = context.Message.Papers;
        var changed = await store.SaveAsync(papers, context.CancellationToken);
        Log.Shown(logger, papers.Count, changed);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Received {Count} papers with their links, {Changed} of them anew")]
        public static partial void Shown(ILogger logger, int count, int changed);
    }
}
