using System.Text;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.PageDump;

namespace Papers.Ingest.Tests.Sources.PageDump;

public sealed class PageDumpFormatTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", "huggingface-papers-page.txt"));
    private static readonly string Long = string.Join(' ', Enumerable.Repeat("We show that it works.", 15));

    [Fact]
    public void The_page_has_97_papers_in_their_places()
    {
        var records = Read(Page).Select(entry => Assert.IsType<ReadRecord>(entry).Record).ToList();

        Assert.Equal(97, records.Count);
        Assert.Equal(Enumerable.Range(1, 97), records.Select(record => record.ListPosition!.Value));
        Assert.Equal("Improved Techniques for Training Consistency Models", records[0].Title);
        Assert.StartsWith("Consistency models are a nascent family", records[0].Abstract, StringComparison.Ordinal);
        Assert.Equal("TextCraftor: Your Text Encoder Can be Image Quality Controller", records[^1].Title);
        Assert.All(records, record => Assert.True(record is { ArxivId: null, Day: null, Authors: [] }));
    }

    [Fact]
    public void Line_ends_marks_blank_lines_and_the_header_change_nothing()
    {
        var papers = Titles(Page);
        var begin = Page.IndexOf("Improved Techniques", StringComparison.Ordinal);

        Assert.Equal(papers, Titles(Page.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Equal(papers, Titles(Page.Replace("\n", "\r", StringComparison.Ordinal)));
        Assert.Equal(papers, Titles("\uFEFF" + Page));
        Assert.Equal(papers, Titles(Page.Replace("\n\n", "\n", StringComparison.Ordinal)));
        Assert.Equal(papers, Titles("\n\n\n" + Page.Replace("\n\n", "\n \n\t\n\n", StringComparison.Ordinal)));
        Assert.Equal(papers, Titles(Page[begin..]));
        Assert.Equal(papers, Titles("Some bar of links\nSign in\n" + Page));
    }

    [Fact]
    public void Curly_quotes_and_LaTeX_are_kept_and_markup_removed()
    {
        var text = "Page: \\url{https://idaligner.github.io/} “curly” – $O(n^2)$ <b>bold</b> " + Long;

        var record = Assert.IsType<ReadRecord>(Assert.Single(Read($"It’s <script>alert(1)</script>\n{text}"))).Record;

        Assert.Equal("It’s <script>alert(1)</script>", record.Title);
        Assert.Equal(text.Replace("<b>bold</b>", "bold", StringComparison.Ordinal), record.Abstract);
    }

    [Fact]
    public void A_title_without_abstract_is_rejected_and_the_next_paper_read()
    {
        var entries = Read($"First\n\n{Long}\n\nSecond, alone\n\nThird\n\n{Long}\n\nFourth, alone");

        Assert.Equal(["1 First", "5 reject", "7 Third", "11 reject"], entries.Select(Describe));
        Assert.Equal("The title \"Second, alone\" has no abstract after it.", Assert.IsType<RejectedEntry>(entries[1]).Reason);
        Assert.Equal(3, Assert.IsType<ReadRecord>(entries[2]).Record.ListPosition);
    }

    [Fact]
    public void A_first_title_without_abstract_is_rejected_where_no_header_is() =>
        Assert.Equal(["1 reject", "2 Second"], Read($"First, alone\nSecond\n{Long}").Select(Describe));

    [Fact]
    public void An_abstract_without_title_is_rejected() =>
        Assert.Equal(["1 First", "3 reject", "4 Third"], Read($"First\n{Long}\n{Long}\nThird\n{Long}").Select(Describe));

    [Fact]
    public void A_short_abstract_is_known_by_its_full_stop() =>
        Assert.Equal(["1 First", "3 Second"], Read("First\nIt works.\nSecond\nIt works as well.").Select(Describe));

    [Fact]
    public void Text_without_any_abstract_has_no_paper()
    {
        var entries = Read(string.Join('\n', Enumerable.Range(1, 1000).Select(n => $"Line {n} of something else")));

        Assert.Equal(1000, entries.Count);
        Assert.All(entries, entry => Assert.IsType<RejectedEntry>(entry));
    }

    [Fact]
    public void Invalid_utf8_rejects_its_paper_alone()
    {
        var page = Encoding.UTF8.GetBytes($"First\n{Long}\nSecond ~\n{Long}\nThird\n~{Long}\nFourth\n{Long}");
        for (var i = 0; i < page.Length; i++)
        {
            page[i] = page[i] == '~' ? (byte)0xFF : page[i];
        }

        var entries = new PageDumpFormat().Read(new MemoryStream(page), TestContexts.Undated).ToList();

        Assert.Equal(["1 First", "3 reject", "6 reject", "7 Fourth"], entries.Select(Describe));
        Assert.All(entries.OfType<RejectedEntry>(), reject => Assert.Contains("UTF-8", reject.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_of_megabytes_rejects_its_paper_alone() =>
        Assert.Equal(["2 reject", "3 Second"], Read($"First\n{new string('x', 3_000_000)}\nSecond\n{Long}").Select(Describe));

    private static List<SourceEntry> Read(string text) =>
        new PageDumpFormat().Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContexts.Undated).ToList();

    private static List<(string, string, int?)> Titles(string text) =>
        Read(text).Select(entry => Assert.IsType<ReadRecord>(entry).Record).Select(paper => (paper.Title, paper.Abstract, paper.ListPosition)).ToList();

    private static string Describe(SourceEntry entry) =>
        $"{entry.Line} {(entry is ReadRecord read ? read.Record.Title : "reject")}";
}
