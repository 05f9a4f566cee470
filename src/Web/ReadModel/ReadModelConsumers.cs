using MassTransit;
using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Tagging;

namespace Papers.Web.ReadModel;

internal sealed class SavePapersConsumer(PaperStore store, ILogger<SavePapersConsumer> logger) : IConsumer<PapersIngested>
{
    public async Task Consume(ConsumeContext<PapersIngested> context) =>
        ReadModelLog.Saved(logger, nameof(PapersIngested), context.Message.Papers.Count, await store.SaveAsync(context.Message.Papers, context.CancellationToken));
}

internal sealed class SaveTagsConsumer(TagStore store, ILogger<SaveTagsConsumer> logger) : IConsumer<PapersTagged>
{
    public async Task Consume(ConsumeContext<PapersTagged> context) =>
        ReadModelLog.Saved(logger, nameof(PapersTagged), context.Message.Papers.Count, await store.SaveAsync(context.Message.Papers, context.CancellationToken));
}

internal sealed class SaveLinksConsumer(LinkStore store, ILogger<SaveLinksConsumer> logger) : IConsumer<LinksFound>
{
    public async Task Consume(ConsumeContext<LinksFound> context) =>
        ReadModelLog.Saved(logger, nameof(LinksFound), context.Message.Papers.Count, await store.SaveAsync(context.Message.Papers, context.CancellationToken));
}

internal sealed class SaveVerdictsConsumer(VerdictStore store, ILogger<SaveVerdictsConsumer> logger) : IConsumer<LinksChecked>
{
    public async Task Consume(ConsumeContext<LinksChecked> context) =>
        ReadModelLog.Saved(logger, nameof(LinksChecked), context.Message.Links.Count, await store.SaveAsync(context.Message.Links, context.CancellationToken));
}

internal sealed class SaveObservationsConsumer(ObservationStore store, ILogger<SaveObservationsConsumer> logger) : IConsumer<PapersObserved>
{
    public async Task Consume(ConsumeContext<PapersObserved> context) =>
        ReadModelLog.Saved(logger, nameof(PapersObserved), context.Message.Papers.Count, await store.SaveAsync(context.Message.Papers, context.CancellationToken));
}

internal sealed class ApplyWithdrawalsConsumer(WithdrawalStore store, ILogger<ApplyWithdrawalsConsumer> logger) : IConsumer<PapersWithdrawn>
{
    public async Task Consume(ConsumeContext<PapersWithdrawn> context) =>
        ReadModelLog.Saved(logger, nameof(PapersWithdrawn), context.Message.Papers.Count, await store.SaveAsync(context.Message.Papers, context.CancellationToken));
}

internal static partial class ReadModelLog
{
    [LoggerMessage(LogLevel.Debug, "Saved {Event} with {Count} items, {Changed} of them newer than before")]
    public static partial void Saved(ILogger logger, string @event, int count, int changed);
}
