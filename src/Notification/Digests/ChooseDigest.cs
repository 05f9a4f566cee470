using Papers.Contracts;
using Papers.Contracts.Web;

namespace Papers.Notification.Digests;

/// <summary>
/// What of an edition one reader gets: the first so many of its ranked papers that belong to the seven days ending with the edition's
/// date and that this reader has not had, each once, in the edition's order.
/// </summary>
public static class ChooseDigest
{
    public const int Days = 7;

    public static IReadOnlyList<RankedPaper> For(
        IReadOnlyList<RankedPaper> ranked,
        DateOnly date,
        IReadOnlySet<PaperId> had,
        int most)
    {
        var seen = new HashSet<PaperId>();
        return ranked
            .Where(paper => IsOfTheWeek(paper, date) && !had.Contains(paper.PaperId) && seen.Add(paper.PaperId))
            .Take(most)
            .ToList();
    }

    public static bool IsOfTheWeek(RankedPaper paper, DateOnly date) => paper.Day <= date && paper.Day > date.AddDays(-Days);
}
