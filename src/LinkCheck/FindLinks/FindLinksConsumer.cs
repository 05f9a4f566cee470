using MassTransit;
using Papers.Contracts;
using Papers.Contracts.Ingest;

namespace Papers.LinkCheck.FindLinks;

internal sealed partial class FindLinksConsumer(PaperLinkStore store, LinkCheckMetrics metrics, ILogger<FindLinksConsumer> logger)
    : IConsumer<PapersIngested>
{
    public async Task Consume(ConsumeContext<PapersIngested> context)
    {
        var findings = context.Message.Papers
            .GroupBy(paper => paper.PaperId)
            .Select(revisions => revisions.MaxBy(paper => paper.Revision)!) // a group has at least one
            .Select(paper => new PaperFinding
            {
                PaperId = paper.PaperId,
                Version = new FactVersion(paper.Revision, LinkRules.Version, Curation: 0),
                Links = LinkRules.FindLinks(paper.Title, paper.Abstract, paper.Comment, paper.Featured),
            })
            .ToList();

        var saved = await store.SaveAsync(findings, context.Message.IsReplay, context.CancellationToken);
        metrics.Found(saved.NewPairs);
        Log.Found(logger, saved.NewPairs, findings.Count, saved.ChangedPapers);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Found {Links} new links in {Count} papers, {Changed} of which are new or changed")]
        public static partial void Found(ILogger logger, int links, int count, int changed);
    }
}
