using MassTransit;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.LinkCheck.FindLinks;

namespace Papers.LinkCheck.RemoveLinks;

/// <summary>
/// Saves that a withdrawn paper has no links, under the highest version of the rules: a late event of the same or an older revision changes
/// nothing.
/// </summary>
internal sealed partial class RemoveLinksConsumer(PaperLinkStore store, ILogger<RemoveLinksConsumer> logger) : IConsumer<PapersWithdrawn>
{
    public async Task Consume(ConsumeContext<PapersWithdrawn> context)
    {
        var withdrawn = context.Message.Papers
            .GroupBy(paper => paper.PaperId)
            .Select(same => new PaperFinding
            {
                PaperId = same.Key,
                Version = new FactVersion(same.Max(paper => paper.Revision), LinkRules.Withdrawn, Curation: 0),
                Links = [],
            })
            .ToList();
        var saved = await store.RemoveAsync(withdrawn, context.CancellationToken);
        Log.Removed(logger, saved.ChangedPapers);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Removed the links of {Count} withdrawn papers")]
        public static partial void Removed(ILogger logger, int count);
    }
}
