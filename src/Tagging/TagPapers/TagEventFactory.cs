using Papers.Contracts.Tagging;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Tagging.TagPapers;

/// <summary>Splits tagged papers into events that keep <see cref="Contracts.BatchLimits"/>.</summary>
internal static class TagEventFactory
{
    // JSON around the texts, in bytes. A character of a name or of the evidence may need six: \u0394.
    private const int PaperBytes = 120;
    private const int TagBytes = 80;
    private const int EvidenceBytes = 60;
    private const int BytesPerCharacter = 6;

    public static IEnumerable<PapersTagged> PapersTagged(IReadOnlyList<TaggedPaper> papers, bool isReplay) =>
        EventBatches.Split(papers, EstimateBytes).Select(part => new PapersTagged { Papers = part, IsReplay = isReplay });

    private static int EstimateBytes(TaggedPaper paper) => PaperBytes + paper.PaperId.Value.Length + paper.Tags.Sum(EstimateBytes);

    private static int EstimateBytes(Tag tag) =>
        TagBytes + tag.Slug.Length + BytesPerCharacter * tag.Name.Length
        + tag.Evidence.Sum(evidence => EvidenceBytes + BytesPerCharacter * evidence.Words.Length);
}
