using MassTransit;
using Papers.Contracts.Ingest;

namespace Papers.Web.ReadModel;

internal sealed partial class ApplyWithdrawalsConsumer(WithdrawalStore store, ILogger<ApplyWithdrawalsConsumer> logger) : IConsumer<PapersWithdrawn>
{
    public async Task Consume(ConsumeContext<PapersWithdrawn> context)
    {
        var papers = context.Message.Papers;
        var withdrawn = await store.SaveAsync(papers, context.CancellationToken);
        Log.Withdrew(logger, papers.Count, withdrawn);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Withdrew {Withdrawn} of {Count} papers; the others were withdrawn before")]
        public static partial void Withdrew(ILogger logger, int count, int withdrawn);
    }
}
