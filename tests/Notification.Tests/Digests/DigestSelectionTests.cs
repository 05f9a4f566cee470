using Papers.Contracts;
using Papers.Contracts.Web;
using Papers.Notification.Digests;
using static Papers.Notification.Tests.Digests.SampleEditions;

namespace Papers.Notification.Tests.Digests;

public sealed class DigestSelectionTests
{
    [Fact]
    public void The_first_ranked_papers_are_selected_in_their_order() =>
        Assert.Equal(["b", "a"], Select([Paper("b"), Paper("a"), Paper("c")], sentBefore: [], maxPapers: 2));

    [Fact]
    public void Papers_sent_before_are_replaced_by_the_next_ones() =>
        Assert.Equal(["a", "d"], Select([Paper("a"), Paper("b"), Paper("c"), Paper("d")], sentBefore: ["b", "c"], maxPapers: 2));

    [Fact]
    public void Only_papers_of_the_seven_days_that_end_with_the_date_are_selected() =>
        Assert.Equal(
            ["today", "six days before"],
            Select(
                [
                    Paper("tomorrow", Date.AddDays(1)),
                    Paper("today", Date),
                    Paper("six days before", Date.AddDays(-6)),
                    Paper("seven days before", Date.AddDays(-7)),
                ],
                sentBefore: [],
                maxPapers: 10));

    [Fact]
    public void A_paper_ranked_twice_is_selected_once() =>
        Assert.Equal(["a", "b"], Select([Paper("a"), Paper("a"), Paper("b")], sentBefore: [], maxPapers: 2));

    [Fact]
    public void A_reader_who_was_sent_all_papers_gets_nothing() =>
        Assert.Empty(Select([Paper("a")], sentBefore: ["a"], maxPapers: 12));

    private static IEnumerable<string> Select(IReadOnlyList<RankedPaper> ranked, string[] sentBefore, int maxPapers) =>
        DigestSelection.Select(ranked, Date, sentBefore.Select(id => new PaperId(id)).ToHashSet(), maxPapers).Select(paper => paper.PaperId.Value);
}
