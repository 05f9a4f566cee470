using MassTransit;
using Papers.Contracts.Ingest;

namespace Papers.Web.ReadModel;

public sealed partial class ApplyWithdrawalsConsumer(WithdrawalStore store, ILogger<ApplyWithdrawalsConsumer> logger) : IConsumer<PapersWithdrawn>
{
    public async Task Consume(ConsumeContext<PapersWithdrawn> context)
    {
        var papers = context.Message.Papers;
        var hidden = await store.SaveAsync(papers, context.CancellationToken);
        Log.Hidden(logger, papers.Count, hidden);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Received {Count} withdrawn papers, {Hidden} of them anew")]
        public static partial void Hidden(ILogger logger, int count, int hidden);
    }
}
