using Papers.Contracts;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Web;

namespace Papers.Notification.Tests.Digests;

internal static class SampleEditions
{
    public static readonly DateOnly Date = new(2026, 3, 14);

    public static RankedPaper Paper(string id, DateOnly? day = null) => new()
    {
        PaperId = new PaperId(id),
        Title = $"Paper {id}",
        Abstract = "What was done, and what came of it.",
        Authors = ["Ada Lovelace", "Charles Babbage"],
        Tags = ["Computer Vision"],
        Links = [new RankedLink("https://github.com/ada/engine", LinkVerdict.Alive)],
        Day = day ?? Date,
        Reason = "first of its list",
    };

    public static EditionRanked Edition(params IReadOnlyList<RankedPaper> papers) => new()
    {
        Edition = "daily",
        Date = Date,
        RankedAt = new DateTimeOffset(2026, 3, 14, 6, 59, 0, TimeSpan.Zero),
        Papers = papers,
    };

    public static EditionRanked EditionOf(int count) => Edition([.. Enumerable.Range(1, count).Select(i => Paper($"2603.{i:D5}"))]);
}
