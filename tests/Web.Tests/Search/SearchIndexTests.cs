using Lucene.Net.Index;
using Papers.Web.Search;
using static Papers.Web.Tests.Search.TemporaryIndex;

namespace Papers.Web.Tests.Search;

public sealed class SearchIndexTests : IDisposable
{
    private readonly TemporaryIndex _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Applied_papers_are_found_at_once()
    {
        using var index = _folder.OpenWith(Paper("a", "Alpha"), Paper("b", "Beta", revision: 3));

        Assert.Equal(["b"], Find(index, "beta"));
        Assert.Equal((2, 4), (index.Papers, index.Revisions));
    }

    [Fact]
    public void A_new_revision_replaces_the_old_one()
    {
        using var index = _folder.OpenWith(Paper("a", "Alpha"), Paper("b", "Beta"));

        index.Apply([Paper("a", "Gamma", revision: 4)], new(2, "a"));

        Assert.Empty(Find(index, "alpha"));
        Assert.Equal(["a"], Find(index, "gamma"));
        Assert.Equal((2, 5), (index.Papers, index.Revisions));
    }

    [Fact]
    public void Removes_a_withdrawn_paper_from_results_and_counts()
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
    public void Committed_papers_survive_a_restart()
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
    public void Ties_are_ordered_by_day_and_ID(bool backwards)
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
    public void Resets_an_index_of_an_earlier_format()
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
    public void Resets_an_index_of_another_database()
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
    public void Resets_an_index_that_is_ahead_of_its_database()
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
    public async Task Searches_work_during_indexing()
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
