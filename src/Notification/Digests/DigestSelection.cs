using Papers.Contracts;
using Papers.Contracts.Web;

namespace Papers.Notification.Digests;

/// <summary>
/// Selects the papers of an edition for one reader: the first ranked ones of the seven days that end with the edition's date, without those
/// that the reader was sent before, each once and in the edition's order.
/// </summary>
internal static class DigestSelection
{
    private const int Days = 7;

    public static IReadOnlyList<RankedPaper> Select(
        IReadOnlyList<RankedPaper> ranked,
        DateOnly date,
        IReadOnlySet<PaperId> sentBefore,
        int maxPapers)
    {
        var seen = new HashSet<PaperId>();
        return ranked
            .Where(paper => IsRecent(paper, date) && !sentBefore.Contains(paper.PaperId) && seen.Add(paper.PaperId))
            .Take(maxPapers)
            .ToList();
    }

    public static bool IsRecent(RankedPaper paper, DateOnly date) => paper.Day <= date && paper.Day > date.AddDays(-Days);
}
