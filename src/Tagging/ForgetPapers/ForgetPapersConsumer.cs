using MassTransit;
using Papers.Contracts.Ingest;

namespace Papers.Tagging.ForgetPapers;

public sealed partial class ForgetPapersConsumer(ForgottenPaperStore store, ILogger<ForgetPapersConsumer> logger) : IConsumer<PapersWithdrawn>
{
    public async Task Consume(ConsumeContext<PapersWithdrawn> context)
    {
        var forgotten = await store.ForgetAsync(context.Message.Papers, context.CancellationToken);
        Log.Forgot(logger, forgotten);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Forgot the tags of {Count} papers that were withdrawn")]
        public static partial void Forgot(ILogger logger, int count);
    }
}
