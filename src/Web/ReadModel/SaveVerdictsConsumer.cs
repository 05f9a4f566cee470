using MassTransit;
using Papers.Contracts.LinkCheck;

namespace Papers.Web.ReadModel;

public sealed partial class SaveVerdictsConsumer(VerdictStore store, ILogger<SaveVerdictsConsumer> logger) : IConsumer<LinksChecked>
{
    public async Task Consume(ConsumeContext<LinksChecked> context)
    {
        var links = context.Message.Links;
        var changed = await store.SaveAsync(links, context.CancellationToken);
        Log.Shown(logger, links.Count, changed);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Received {Count} checked links, {Changed} of them anew")]
        public static partial void Shown(ILogger logger, int count, int changed);
    }
}
