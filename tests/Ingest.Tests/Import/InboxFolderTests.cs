using Microsoft.Extensions.Options;
using Papers.Ingest.Import;

namespace Papers.Ingest.Tests.Import;

public sealed class InboxFolderTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("inbox-").FullName;

    [Theory]
    [InlineData(".hidden", true)]
    [InlineData("papers.jsonl.part", true)]
    [InlineData("papers.TMP", true)]
    [InlineData("papers.jsonl", false)]
    [InlineData("part", false)]
    public void Unfinished_work_is_left_alone(string name, bool ignored) => Assert.Equal(ignored, InboxFolder.Ignores(name));

    [Theory]
    [InlineData("papers.jsonl.gz", 1, "papers.jsonl.gz")]
    [InlineData("papers.jsonl.gz", 2, "papers-2.jsonl.gz")]
    [InlineData("papers", 3, "papers-3")]
    public void A_name_that_is_taken_gets_a_number(string name, int number, string expected) => Assert.Equal(expected, InboxFolder.Numbered(name, number));

    [Fact]
    public void A_name_is_free_when_neither_a_file_nor_a_report_has_it()
    {
        Assert.Equal("a.txt", InboxFolder.FreeName(_path, "a.txt"));
        File.WriteAllText(Path.Combine(_path, "a.txt"), "");
        File.WriteAllText(Path.Combine(_path, "a-2.txt.report.json"), "");

        Assert.Equal("a-3.txt", InboxFolder.FreeName(_path, "a.txt"));
    }

    [Fact]
    public void It_is_made_where_it_is_missing_and_may_exist()
    {
        var inbox = new InboxFolder(Options.Create(new ImportOptions { Inbox = Path.Combine(_path, "new", "inbox") }));

        inbox.Create();
        inbox.Create();
        File.WriteAllText(inbox.PathOf("b.txt"), "x");
        File.WriteAllText(inbox.PathOf(".c.txt"), "x");

        Assert.Equal(["b.txt"], inbox.List().Select(file => file.Name));
    }

    [Fact]
    public void What_broke_off_long_ago_is_removed()
    {
        var inbox = new InboxFolder(Options.Create(new ImportOptions { Inbox = _path }));
        var (old, recent) = (inbox.NewUpload(Guid.NewGuid()), inbox.NewUpload(Guid.NewGuid()));
        File.WriteAllText(old, "");
        File.WriteAllText(recent, "");
        var now = new DateTimeOffset(File.GetLastWriteTimeUtc(recent), TimeSpan.Zero);
        File.SetLastWriteTimeUtc(old, now.UtcDateTime.AddDays(-2));

        inbox.RemoveAbandonedUploads(now);

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(recent));
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void What_is_no_regular_file_is_skipped()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes are made by mkfifo.");
        var folder = Directory.CreateTempSubdirectory("fifo-").FullName;
        try
        {
            using (var process = System.Diagnostics.Process.Start("mkfifo", Path.Combine(folder, "pipe.jsonl")))
            {
                process.WaitForExit();
            }

            Assert.Null(FileStamp.Find(Path.Combine(folder, "pipe.jsonl")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
