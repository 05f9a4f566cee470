using Papers.Web.Search;
using static Papers.Web.Tests.Search.TemporaryIndex;

namespace Papers.Web.Tests.Search;

public sealed class SearchFolderTests : IDisposable
{
    private readonly TemporaryIndex _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Uncommitted_papers_are_not_counted_after_a_crash()
    {
        using var copy = new TemporaryIndex();
        using (var index = _folder.OpenWith(Paper("a", "Alpha")))
        {
            index.Commit();
            index.Apply([Paper("b", "Beta")], new(9, "b"));
            CopyAsACrashLeavesIt(_folder.Folder, copy.Folder);
        }

        using var again = copy.Open();

        Assert.Equal(new SearchCursor(1, "a"), again.Cursor);
        Assert.Equal((1, 1), (again.Papers, again.Revisions));
    }

    [Theory]
    [InlineData("segments_*", 0)]
    [InlineData("segments_*", 40)]
    [InlineData("*.cfs", 0)]
    [InlineData("*.cfs", 100)]
    [InlineData("*.si", 20)]
    public void Rebuilds_a_damaged_index(string files, int keptBytes)
    {
        using (var index = _folder.OpenWith([.. Enumerable.Range(0, 200).Select(number => Paper($"p{number}", $"Title {number}"))]))
        {
            index.Commit();
        }

        var damaged = Directory.GetFiles(Path.Combine(_folder.Folder, "search-0"), files);
        Assert.NotEmpty(damaged);
        foreach (var file in damaged)
        {
            using var stream = File.OpenWrite(file);
            stream.SetLength(Math.Min(keptBytes, stream.Length));
        }

        using var again = _folder.Open();

        Assert.Equal((SearchCursor.Start, 0), (again.Cursor, again.Papers));
        again.ResetIfForeign("here", 1_000);
        again.Apply([Paper("a", "Alpha")], new(1, "a"));
        Assert.Equal(["a"], Find(again, "alpha"));
    }

    [Fact]
    public void Detects_a_flipped_bit()
    {
        using (var index = _folder.OpenWith([.. Enumerable.Range(0, 200).Select(number => Paper($"p{number}", $"Title {number}"))]))
        {
            index.Commit();
        }

        var file = Directory.GetFiles(Path.Combine(_folder.Folder, "search-0"), "*.cfs").Single();
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 0x40;
        File.WriteAllBytes(file, bytes);

        using var again = _folder.Open();

        Assert.Equal(0, again.Papers);
    }

    [Fact]
    public void Rebuilds_an_index_marked_as_corrupt()
    {
        using (var index = _folder.OpenWith(Paper("a", "Alpha")))
        {
            index.Commit();
            index.MarkCorrupt();
        }

        using (var again = _folder.Open())
        {
            Assert.Equal(0, again.Papers);
            again.ResetIfForeign("here", 1_000);
            again.Apply([Paper("b", "Beta")], new(2, "b"));
            again.Commit();
        }

        using var third = _folder.Open();
        Assert.Equal(1, third.Papers);
    }

    [Fact]
    public void Each_replica_has_its_own_folder()
    {
        using var first = _folder.OpenWith(Paper("a", "Alpha"));
        using var second = _folder.OpenWith(Paper("b", "Beta"));

        Assert.Equal(["a"], Find(first, "alpha"));
        Assert.Empty(Find(second, "alpha"));
        Assert.True(Directory.Exists(Path.Combine(_folder.Folder, "search-1")));
    }

    [Fact]
    public void Names_the_path_when_the_index_folder_is_a_file()
    {
        var file = Path.Combine(_folder.Folder, "search-0");
        File.WriteAllText(file, "");

        var exception = Assert.ThrowsAny<Exception>(_folder.Open);

        Assert.Contains("search-0", exception.Message);
    }

    private static void CopyAsACrashLeavesIt(string from, string to)
    {
        Directory.CreateDirectory(Path.Combine(to, "search-0"));
        foreach (var file in Directory.GetFiles(Path.Combine(from, "search-0")).Where(file => !file.EndsWith("write.lock", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(to, "search-0", Path.GetFileName(file)));
        }
    }
}
