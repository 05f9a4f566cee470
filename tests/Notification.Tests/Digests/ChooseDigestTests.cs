using Papers.Contracts;
using Papers.Contracts.Web;
using Papers.Notification.Digests;
using static Papers.Notification.Tests.Digests.SomePapers;

namespace Papers.Notification.Tests.Digests;

public sealed class ChooseDigestTests
{
    [Fact]
    public void The_first_ranked_papers_are_chosen_in_their_order() =>
        Assert.Equal(["b", "a"], Choose([Paper("b"), Paper("a"), Paper("c")], had: [], most: 2));

    [Fact]
    public void What_the_reader_has_had_is_passed_over_and_the_next_take_its_place() =>
        Assert.Equal(["a", "d"], Choose([Paper("a"), Paper("b"), Paper("c"), Paper("d")], had: ["b", "c"], most: 2));

    [Fact]
    public void Only_the_seven_days_that_end_with_the_date_count() =>
        Assert.Equal(
            ["today", "six days before"],
            Choose(
                [
                    Paper("tomorrow", Date.AddDays(1)),
                    Paper("today", Date),
                    Paper("six days before", Date.AddDays(-6)),
                    Paper("seven days before", Date.AddDays(-7)),
                ],
                had: [],
                most: 10));

    [Fact]
    public void A_paper_that_is_ranked_twice_is_chosen_once() =>
        Assert.Equal(["a", "b"], Choose([Paper("a"), Paper("a"), Paper("b")], had: [], most: 2));

    [Fact]
    public void A_reader_who_had_all_gets_nothing() =>
        Assert.Empty(Choose([Paper("a")], had: ["a"], most: 12));

    private static IEnumerable<string> Choose(IReadOnlyList<RankedPaper> ranked, string[] had, int most) =>
        ChooseDigest.For(ranked, Date, had.Select(id => new PaperId(id)).ToHashSet(), most).Select(paper => paper.PaperId.Value);
}
