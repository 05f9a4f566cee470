using MassTransit;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.LinkCheck.FindLinks;

namespace Papers.LinkCheck.ForgetPapers;

/// <summary>A paper that was withdrawn has no links, by rules that no others outrank: what arrives late of it changes nothing.</summary>
public sealed partial class ForgetPapersConsumer(PaperLinkStore store, ILogger<ForgetPapersConsumer> logger) : IConsumer<PapersWithdrawn>
{
    public async Task Consume(ConsumeContext<PapersWithdrawn> context)
    {
        var forgotten = context.Message.Papers
            .GroupBy(paper => paper.PaperId)
            .Select(same => new PaperFinding
            {
                PaperId = same.Key,
                Version = new FactVersion(same.Max(paper => paper.Revision), LinkRules.Withdrawn, Curation: 0),
                Links = [],
            })
            .ToList();
        var saved = await store.ForgetAsync(forgotten, context.CancellationToken);
        Log.Forgot(logger, saved.ChangedPapers);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Forgot the links of {Count} papers that were withdrawn")]
        public static partial void Forgot(ILogger logger, int count);
    }
}
