using System.Text;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.BibTex;
using Papers.Ingest.Tests.Sources.JsonLines;

namespace Papers.Ingest.Tests.Sources.BibTex;

public sealed class BibTexFormatTests
{
    private const string Good = "@misc{good, title = {Good}, abstract = {Text.}}";

    [Fact]
    public void An_entry_becomes_a_record()
    {
        const string Entry = """
            % made by hand
            @string{conf = "Conference on " # {Engines}}
            @preamble{ "\newcommand{\x}{}" }
            @comment{ @article{no, title={No}} }
            @InProceedings{lovelace2025, 
              title     = {{BERT} and the Analytical
                           Engine},
              author    = "Lovelace, Ada and {\"O}zg{\"u}r {\c{C}}elik and {Barnes and Noble, Inc.} and King, Jr., Martin and others",
              booktitle = conf,
              abstract  = "We show {"} that " # {it works.},
              month     = jan, year = 2025, day = {8},
              doi       = {https://doi.org/10.1000/ABC},
              eprint    = {2501.04519v2},
              archivePrefix = "arXiv",
              primaryClass  = {cs.CL},
              note      = {12 pages},
            }
            """;

        var read = Assert.IsType<ReadRecord>(Assert.Single(Read(Entry)));
        var record = read.Record;

        Assert.Equal(5, read.Line);
        Assert.Equal("BERT and the Analytical Engine", record.Title);
        Assert.Equal(["Ada Lovelace", "Özgür Çelik", "Barnes and Noble, Inc.", "Martin King Jr."], record.Authors);
        Assert.EndsWith("that it works.", record.Abstract, StringComparison.Ordinal);
        Assert.Equal("10.1000/abc", record.Doi);
        Assert.Equal("2501.04519", record.ArxivId);
        Assert.Equal(2, record.ArxivVersion);
        Assert.Equal(["cs.CL"], record.Categories);
        Assert.Equal("12 pages", record.Comment);
        Assert.Equal(new DateTimeOffset(2025, 1, 8, 0, 0, 0, TimeSpan.Zero), record.PublishedAt);
        Assert.Null(record.Day);
    }

    [Theory]
    [InlineData("url = {https://arxiv.org/abs/2501.04519v1}")]
    [InlineData("howpublished = {\\url{https://arxiv.org/abs/2501.04519}}")]
    [InlineData("journal = {arXiv preprint arXiv:2501.04519}")]
    [InlineData("note = {arXiv:2501.04519 [cs.CL]}")]
    [InlineData("eprint = {2501.04519}")]
    [InlineData("doi = {10.48550/arXiv.2501.04519}")]
    public void The_arxiv_id_is_found_where_bibliographies_put_it(string field) =>
        Assert.Equal("2501.04519", Record($"@misc{{k, title = {{T}}, abstract = {{A}}, {field}}}").ArxivId);

    [Theory]
    [InlineData("note = {Extends arXiv:2501.04519 by a proof}")]
    [InlineData("eprint = {12345}")]
    public void Another_papers_id_is_none(string field) => Assert.Null(Record($"@misc{{k, title = {{T}}, abstract = {{A}}, {field}}}").ArxivId);

    [Theory]
    [InlineData("@article{k, title = {T}}", "abstract")]
    [InlineData("@article{k, abstract = {A}}", "title")]
    [InlineData("@article{k, title = {T} abstract = {A}}", "comma")]
    [InlineData("@article{k, title {T}}", "Expected =")]
    [InlineData("@article{k, = {T}}", "field name")]
    [InlineData("@article{k, title = \"T}", "not closed")]
    [InlineData("@article{k, title = {T, abstract = {A}}", "next entry")]
    [InlineData("@article{k, title = {T}, abstract = {A}, archivePrefix = {arXiv}, eprint = {x}}", "arXiv identifier")]
    public void One_broken_entry_costs_no_other(string broken, string reason)
    {
        var entries = Read($"{Good}\n{broken}\n{Good}");

        Assert.IsType<ReadRecord>(entries[0]);
        Payload.IsRejected(entries[1], 2, reason);
        Assert.IsType<ReadRecord>(entries[2]);
        Assert.Equal(3, entries.Count);
    }

    [Fact]
    public void Several_entries_may_stand_on_a_line_and_in_parentheses_and_text_between_means_nothing()
    {
        var entries = Read($"{Good} mail me@example.org {Good}\n@misc(k, title = \"a ) b\", abstract = {{c}})");

        Assert.Equal(["Good", "Good", "a ) b"], entries.Cast<ReadRecord>().Select(read => read.Record.Title));
    }

    [Fact]
    public void Macros_that_double_each_other_are_bounded()
    {
        var text = new StringBuilder("@string{a0 = \"xxxxxxxxxx\"}\n");
        for (var i = 1; i < 60; i++)
        {
            text.Append($"@string{{a{i} = a{i - 1} # a{i - 1}}}\n");
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var entries = Read(text + "@misc{k, title = {T}, abstract = a59}\n" + Good);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64_000_000);
        Assert.Contains(entries, entry => entry is RejectedEntry { Reason: var reason } && reason.Contains("@string", StringComparison.Ordinal));
        Assert.IsType<ReadRecord>(entries[^1]);
    }

    [Fact]
    public void Invalid_utf8_and_a_cut_end_are_told()
    {
        var bytes = Encoding.Latin1.GetBytes($"@misc{{k, title = {{caf\u00E9}}, abstract = {{A}}}}\n{Good}\n@misc{{k, title = {{T");

        var entries = new BibTexFormat().Read(new MemoryStream(bytes), TestContexts.Undated).ToList();

        Payload.IsRejected(entries[0], 1, "UTF-8");
        Assert.IsType<ReadRecord>(entries[1]);
        Payload.IsRejected(entries[2], 3, "file ends");
    }

    [Fact]
    public void An_entry_of_200_megabytes_is_rejected_in_bounded_memory_and_the_next_one_read()
    {
        using var text = new GiantLineStream("@misc{k, title = {", 200_000_000, "}}\n" + Good);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var entries = new BibTexFormat().Read(text, TestContexts.Undated).ToList();

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 32_000_000);
        Assert.Contains("longer than", Assert.IsType<RejectedEntry>(entries[0]).Reason, StringComparison.Ordinal);
        Assert.IsType<ReadRecord>(entries[1]);
    }

    private static SourceRecord Record(string text) => Assert.IsType<ReadRecord>(Assert.Single(Read(text))).Record;

    private static List<SourceEntry> Read(string text) =>
        new BibTexFormat().Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContexts.Undated).ToList();
}
