using Lucene.Net.Index;
using Papers.Web.Search;
using static Papers.Web.Tests.Search.TemporaryIndex;

namespace Papers.Web.Tests.Search;

public sealed class SearchIndexTests : IDisposable
{
    private readonly TemporaryIndex _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_applied_is_found_and_counted_at_once()
    {
        using var index = _folder.OpenWith(Paper("a", "Alpha"), Paper("b", "Beta", revision: 3));

        Assert.Equal(["b"], Find(index, "beta"));
        Assert.Equal((2, 4), (index.Papers, index.Revisions));
    }

    [Fact]
    public void A_new_revision_takes_the_place_of_the_old()
    {
        using var index = _folder.OpenWith(Paper("a", "Alpha"), Paper("b", "Beta"));

        index.Apply([Paper("a", "Gamma", revision: 4)], new(2, "a"));

        Assert.Empty(Find(index, "alpha"));
        Assert.Equal(["a"], Find(index, "gamma"));
        Assert.Equal((2, 5), (index.Papers, index.Revisions));
    }

    [Fact]
    public void A_withdrawn_paper_is_found_no_more_and_leaves_the_count()
    {
        using var index = _folder.OpenWith(Paper("a", "Alpha", revision: 3), Paper("b", "Beta"));

        index.Apply([Paper("a", "", revision: 4) with { IsWithdrawn = true }, Paper("never-seen", "", revision: 2) with { IsWithdrawn = true }], new(2, "a"));
        Assert.Empty(Find(index, "alpha"));
        Assert.Equal((1, 1), (index.Papers, index.Revisions));

        index.Apply([Paper("a", "Alpha", revision: 5)], new(3, "a"));
        Assert.Equal(["a"], Find(index, "alpha"));
        Assert.Equal((2, 6), (index.Papers, index.Revisions));
    }

    [Fact]
    public void What_was_committed_outlives_the_process_with_its_cursor_and_its_count()
    {
        using (var index = _folder.OpenWith(Paper("a", "Alpha", revision: 2), Paper("b", "Beta")))
        {
            index.Apply([Paper("b", "Beta", revision: 5)], new(7, "b c"));
            index.Commit();
        }

        using var again = _folder.Open();

        Assert.False(again.ResetIfForeign("here", newestTransaction: 8));
        Assert.Equal(new SearchCursor(7, "b c"), again.Cursor);
        Assert.Equal((2, 7), (again.Papers, again.Revisions));
        Assert.Equal(["a"], Find(again, "alpha"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Papers_that_fit_equally_well_stand_by_day_and_id_however_the_index_came_upon_them(bool backwards)
    {
        IndexedPaper[] papers =
        [
            Paper("b", "Alpha"),
            Paper("a", "Alpha"),
            Paper("old", "Alpha") with { Day = new DateOnly(2024, 12, 31) },
            Paper("new", "Alpha") with { Day = new DateOnly(2025, 3, 15) },
            Paper("less", "Alpha", "among many other words") with { Day = new DateOnly(2025, 4, 1) },
        ];
        using var index = _folder.Open();
        index.ResetIfForeign("here", newestTransaction: 1_000);
        foreach (var paper in backwards ? papers.Reverse() : papers)
        {
            index.Apply([paper], new(1, paper.PaperId)); // a segment each
        }

        Assert.Equal(["new", "a", "b", "old", "less"], Find(index, "alpha"));
        Assert.Equal(["b", "old"], index.Search(SearchQuery.Build(SearchRequest.Parse("alpha"))!, 2, 2).PaperIds); // the request has a word
    }

    [Fact]
    public void An_index_of_an_earlier_form_is_emptied()
    {
        using (var index = _folder.OpenWith(Paper("a", "Alpha")))
        {
            index.Commit();
        }

        using (var directory = Lucene.Net.Store.FSDirectory.Open(Path.Combine(_folder.Folder, "search-0")))
        using (var writer = new IndexWriter(directory, new(SearchFields.Version, SearchFields.ByField)))
        {
            writer.SetCommitData(writer.CommitData.Where(entry => entry.Key != "format").ToDictionary());
            writer.Commit();
        }

        using var again = _folder.Open();

        Assert.True(again.ResetIfForeign("here", newestTransaction: 1_000));
        Assert.Equal((SearchCursor.Start, 0, 0), (again.Cursor, again.Papers, again.Revisions));
        again.Apply([Paper("b", "Beta")], new(1, "b"));
        Assert.Equal(["b"], Find(again, "beta"));
    }

    [Fact]
    public void An_index_of_another_database_is_emptied()
    {
        using (var index = _folder.OpenWith(Paper("a", "Alpha")))
        {
            index.Commit();
        }

        using var again = _folder.Open();

        Assert.True(again.ResetIfForeign("elsewhere", newestTransaction: 1_000));
        Assert.Equal((SearchCursor.Start, 0, 0), (again.Cursor, again.Papers, again.Revisions));
    }

    [Fact]
    public void An_index_that_is_ahead_of_its_database_is_emptied()
    {
        using (var index = _folder.OpenWith(Paper("a", "Alpha")))
        {
            index.Apply([], new(500, "a"));
            index.Commit();
        }

        using var again = _folder.Open();

        Assert.True(again.ResetIfForeign("here", newestTransaction: 499));
        Assert.Equal(0, again.Papers);
    }

    [Fact]
    public async Task Searches_go_on_while_papers_come_in()
    {
        using var index = _folder.OpenWith(Paper("p0", "Common zero"));
        var least = 0;
        using var done = new CancellationTokenSource();
        var searching = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                var known = index.Revisions;
                var found = index.Search(SearchQuery.Build(SearchRequest.Parse("common"))!, 0, 10).Total; // the request has a word
                Assert.True(found >= known, $"{found} found, {known} counted before the search");
                least = found;
            }
        });

        for (var number = 1; number <= 60; number++)
        {
            index.Apply([Paper($"p{number}", "Common")], new((ulong)number, $"p{number}"));
        }

        await done.CancelAsync();
        await searching;
        Assert.InRange(least, 1, 61);
    }
}
