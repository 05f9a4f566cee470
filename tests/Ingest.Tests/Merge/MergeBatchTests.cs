using Papers.Ingest.Identifiers;
using Papers.Ingest.Merge;
using Papers.Ingest.Records;

namespace Papers.Ingest.Tests.Merge;

public sealed class MergeBatchTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 10, 12, 0, 0, TimeSpan.Zero);
    private readonly KnownPapers _papers = new([], new HashSet<string>());

    [Fact]
    public void What_was_never_seen_is_new_and_seen_again_unchanged()
    {
        Assert.Equal(RecordOutcome.New, Apply(Listed("2503.00001", "One")));
        Assert.Equal(RecordOutcome.Unchanged, Apply(Listed("2503.00001", "One")));
        Assert.Equal((1, 1), (Paper("2503.00001").Revision, _papers.All.Count));
    }

    [Fact]
    public void What_says_otherwise_is_a_revision_and_the_earlier_one_is_kept()
    {
        Apply(Listed("2503.00001", "One"));

        Assert.Equal(RecordOutcome.Changed, Apply(Listed("2503.00001", "One, revised")));
        Assert.Equal((2, "One, revised"), (Paper("2503.00001").Revision, Paper("2503.00001").Title));
        var change = Assert.Single(_papers.All.Single().Changes);
        Assert.Equal("One", change.Before.Title);
        Assert.Equal(["title"], change.Fields);
    }

    [Fact]
    public void Two_arxiv_identifiers_are_two_papers_even_of_one_title()
    {
        Apply(Listed("2503.00001", "Same title"));

        Assert.Equal(RecordOutcome.New, Apply(Listed("2503.00002", "Same title")));
        Assert.Equal(2, _papers.All.Count);
    }

    [Fact]
    public void A_record_without_identifier_joins_its_paper_by_the_title()
    {
        Apply(Listed("2503.00001", "A “Quoted” Title"));

        Assert.Equal(RecordOutcome.Changed, Apply(OnPage("a \"quoted\" title", 7)));
        Assert.Equal(7, Paper("2503.00001").ListPosition);
    }

    [Fact]
    public void A_record_with_an_identifier_joins_the_paper_that_had_none()
    {
        Apply(OnPage("A Title", 7));

        Assert.Equal(RecordOutcome.Changed, Apply(Listed("2503.00001", "A title")));
        var paper = Assert.Single(_papers.All).Canonical!;
        Assert.Equal(("2503.00001", 7, 2), (paper.ArxivId, paper.ListPosition, paper.Revision));
        Assert.StartsWith("t-", paper.PaperId, StringComparison.Ordinal);
        Assert.Equal(RecordOutcome.Unchanged, Apply(Listed("2503.00001", "A title")));
        Assert.Equal(RecordOutcome.New, Apply(Listed("2503.00002", "A title")));
    }

    [Fact]
    public void One_title_by_other_people_is_another_paper()
    {
        Apply(OnPage("Introduction", 1) with { Authors = ["Donald Knuth"] });

        Assert.Equal(RecordOutcome.New, Apply(OnPage("Introduction", 2) with { Authors = ["Edsger Dijkstra"] }));
        Assert.Equal(RecordOutcome.New, Apply(Listed("2503.00001", "Introduction") with { Authors = ["Barbara Liskov"] }));
        Assert.Equal(RecordOutcome.Unchanged, Apply(OnPage("Introduction", 2) with { Authors = ["Edsger Dijkstra"] }));
        Assert.Equal(3, _papers.All.Count);
    }

    [Fact]
    public void Which_of_two_twins_is_meant_stays_open()
    {
        Apply(Listed("2503.00001", "Same title"));
        Apply(Listed("2503.00002", "Same title"));

        Assert.Equal(RecordOutcome.New, Apply(OnPage("Same title", 1)));
        Assert.Equal(RecordOutcome.Unchanged, Apply(OnPage("Same title", 1)));
        Assert.Equal(3, _papers.All.Count);
    }

    [Fact]
    public void A_record_stands_alone_as_soon_as_a_twin_leaves_open_which_is_meant()
    {
        Apply(Listed("2503.00001", "Same title"));
        Apply(OnPage("Same title", 1));
        Assert.Equal(1, Paper("2503.00001").ListPosition);

        Apply(Listed("2503.00002", "Same title"));

        Assert.Null(Paper("2503.00001").ListPosition);
        Assert.Equal(RecordOutcome.Unchanged, Apply(OnPage("Same title", 1)));
        Assert.Equal(3, _papers.All.Count);
    }

    [Fact]
    public void A_record_stays_with_its_paper_when_that_gets_another_title()
    {
        Apply(Listed("2503.00001", "First title"));
        Apply(OnPage("First title", 1));
        Apply(Listed("2503.00001", "Second title"));

        Assert.Equal(RecordOutcome.Unchanged, Apply(OnPage("First title", 1)));
        Assert.Equal(RecordOutcome.Changed, Apply(OnPage("First title", 2)));
        Assert.Single(_papers.All);
    }

    [Fact]
    public void A_source_that_tells_of_one_paper_twice_changes_nothing_when_it_is_read_again()
    {
        var records = new[] { OnPage("Twice on a page", 3), OnPage("Twice on a page", 50) };

        Assert.Equal([RecordOutcome.New, RecordOutcome.Changed], records.Select(Apply));
        Assert.Equal([RecordOutcome.Unchanged, RecordOutcome.Unchanged], records.Select(Apply));
    }

    [Fact]
    public void A_lower_version_or_an_earlier_day_is_old_news_in_whatever_order_it_comes()
    {
        Apply(Listed("2503.00001", "Second version") with { ArxivVersion = 2 });

        Assert.Equal(RecordOutcome.Unchanged, Apply(Listed("2503.00001", "First version") with { ArxivVersion = 1 }));
        Assert.Equal("Second version", Paper("2503.00001").Title);
        Assert.Equal(RecordOutcome.Unchanged, Apply(Listed("2503.00001", "First version") with { ArxivVersion = 1 }));

        Apply(Listed("2503.00009", "Later") with { Day = new(2025, 3, 9) });
        Assert.Equal(RecordOutcome.Unchanged, Apply(Listed("2503.00009", "Earlier") with { Day = new(2025, 3, 8) }));
        Assert.Equal("Later", Paper("2503.00009").Title);
    }

    [Fact]
    public void A_paper_that_was_not_loaded_is_never_merged_by_guess()
    {
        var stored = new KnownPaper("2503.00001");
        stored.Restore(KnownStatement.First(DigestedRecord.Of(Listed("2503.00001", "Other"))) with { Content = null });

        var batch = new MergeBatch(new KnownPapers([stored], new HashSet<string>()), Now, Now);

        Assert.Throws<InvalidOperationException>(() => batch.Apply(DigestedRecord.Of(Listed("2503.00001", "One"))));
    }

    private RecordOutcome Apply(SourceRecord record) => new MergeBatch(_papers, Now, Now).Apply(DigestedRecord.Of(record));

    private CanonicalPaper Paper(string id) => _papers.All.Single(paper => paper.PaperId == id).Canonical!;

    private static SourceRecord Listed(string arxivId, string title) =>
        new() { Source = SourceNames.JsonLines, ArxivId = arxivId, Title = title, Abstract = "An abstract." };

    private static SourceRecord OnPage(string title, int place) =>
        new() { Source = SourceNames.PageDump, Title = title, Abstract = "An abstract.", ListPosition = place };
}
