using Papers.Contracts.Operations;
using Papers.Web.Status;

namespace Papers.Web.Tests.Status;

public sealed class StackStatusTests
{
    [Fact]
    public void Counts_are_exact_when_nothing_is_behind()
    {
        var status = StackStatus.From(Counts(papers: 97, revisions: 120, tagged: 120, indexed: 120));

        Assert.Equal((97, 97, 97), (status.Papers, status.Tagged, status.Searchable));
    }

    [Fact]
    public void Does_not_count_untagged_papers()
    {
        var status = StackStatus.From(Counts(papers: 100, revisions: 100, tagged: 60, indexed: 0));

        Assert.Equal((60, 0), (status.Tagged, status.Searchable));
    }

    [Fact]
    public void Counts_never_exceed_what_is_done()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var revisions = Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.Next(1, 4)).ToArray();
            var tagged = Array.ConvertAll(revisions, revision => random.Next(0, revision + 1));

            var status = StackStatus.From(Counts(revisions.Length, revisions.Sum(), tagged.Sum(), revisions.Sum()));

            var current = revisions.Zip(tagged).Count(paper => paper.First == paper.Second);
            Assert.InRange(status.Tagged, 0, current);
            if (current == revisions.Length)
            {
                Assert.Equal(current, status.Tagged);
            }
        }
    }

    [Fact]
    public void Counts_never_exceed_the_number_of_papers() =>
        Assert.Equal(5, StackStatus.From(Counts(papers: 5, revisions: 5, tagged: 9, indexed: 9)).Tagged);

    [Fact]
    public void Sums_queued_events_and_failed_messages()
    {
        var status = StackStatus.From(Counts(papers: 0, revisions: 0, tagged: 0, indexed: 0));

        Assert.Equal((1 + 2 + 3 + 4 + 5, 10 + 20 + 30 + 40 + 50), (status.OutboxPending, status.FailedMessages));
        Assert.Equal((7, 6, 3, 9), (status.LinksFound, status.LinksChecked, status.Subscribers, status.MailsSent));
    }

    private static StackCounts Counts(int papers, int revisions, int tagged, int indexed) => new()
    {
        Ingest = Service(1, (TallyNames.Papers, papers), (TallyNames.Revisions, revisions)),
        Tagging = Service(2, (TallyNames.TaggedPapers, papers), (TallyNames.TaggedRevisions, tagged)),
        LinkCheck = Service(3, (TallyNames.LinksFound, 7), (TallyNames.LinksChecked, 6)),
        Notification = Service(4, (TallyNames.Subscribers, 3), (TallyNames.MailsSent, 9)),
        Web = Service(5),
        IndexedRevisions = indexed,
    };

    private static ServiceCounts Service(int number, params (string Name, long Value)[] tallies) =>
        new() { Tallies = tallies.ToDictionary(tally => tally.Name, tally => tally.Value), OutboxPending = number, Faults = 10 * number };
}
