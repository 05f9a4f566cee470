using Papers.Contracts.LinkCheck;
using Papers.ServiceDefaults.Messaging;

namespace Papers.LinkCheck;

/// <summary>Splits links and verdicts into events that keep <see cref="Contracts.BatchLimits"/>.</summary>
internal static class LinkEventFactory
{
    // JSON around the texts, in bytes. URLs are ASCII; a character of a reason may need six: \u0394.
    private const int ItemBytes = 128;
    private const int BytesPerCharacter = 6;

    public static IEnumerable<LinksFound> LinksFound(IReadOnlyList<PaperLinks> papers, bool isReplay) =>
        EventBatches.Split(papers, EstimateBytes).Select(part => new LinksFound { Papers = part, IsReplay = isReplay });

    public static IEnumerable<LinksChecked> LinksChecked(IReadOnlyList<CheckedLink> links, bool isReplay) =>
        EventBatches.Split(links, EstimateBytes).Select(part => new LinksChecked { Links = part, IsReplay = isReplay });

    private static int EstimateBytes(PaperLinks paper) =>
        ItemBytes + paper.PaperId.Value.Length + paper.Links.Sum(link => ItemBytes + link.Url.Length);

    private static int EstimateBytes(CheckedLink link) => 2 * ItemBytes + link.Url.Length + BytesPerCharacter * (link.Reason?.Length ?? 0);
}
