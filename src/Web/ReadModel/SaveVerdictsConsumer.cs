using MassTransit;
using Papers.Contracts.LinkCheck;

namespace Papers.Web.ReadModel;

internal sealed partial class SaveVerdictsConsumer(VerdictStore store, ILogger<SaveVerdictsConsumer> logger) : IConsumer<LinksChecked>
{
    public async Task Consume(ConsumeContext<LinksChecked> context)
    {
        var links = context.Message.Links;
        var changed = await store.SaveAsync(links, context.CancellationToken);
        Log.Saved(logger, links.Count, changed);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Saved {Count} checked links, {Changed} of them newer than before")]
        public static partial void Saved(ILogger logger, int count, int changed);
    }
}
