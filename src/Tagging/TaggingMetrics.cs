using System.Diagnostics.Metrics;
using Papers.Contracts.Tagging;

namespace Papers.Tagging;

internal sealed class TaggingMetrics
{
    private readonly Counter<long> _papers;
    private readonly Counter<long> _tags;

    public TaggingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Papers.Tagging");
        _papers = meter.CreateCounter<long>("papers.tagging.papers", "{paper}", "Papers whose tags are new or changed");
        _tags = meter.CreateCounter<long>("papers.tagging.tags", "{tag}", "Tags of the papers whose tags are new or changed");
    }

    public void Tagged(IReadOnlyList<TaggedPaper> papers)
    {
        _papers.Add(papers.Count);
        _tags.Add(papers.Sum(paper => paper.Tags.Count));
    }
}
