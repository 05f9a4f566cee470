using Papers.Ingest.Identifiers;
using Papers.Ingest.Merge;
using Papers.Ingest.Records;

namespace Papers.Ingest.Tests.Merge;

public sealed class PaperMergeTests
{
    private static readonly DateTimeOffset FirstSeen = new(2025, 3, 9, 23, 30, 0, TimeSpan.FromHours(-8));

    private static readonly SourceRecord Listing = new()
    {
        Source = SourceNames.JsonLines,
        ArxivId = "2403.00001",
        Title = "The title at arXiv",
        Abstract = "The abstract at arXiv.",
        Authors = ["Ada Lovelace"],
        Categories = ["cs.CL"],
        Day = new(2024, 3, 4),
    };

    private static readonly SourceRecord Page = new()
    {
        Source = SourceNames.PageDump,
        Title = "The title on the page",
        Abstract = "The abstract on the page.",
        ListPosition = 3,
    };

    [Fact]
    public void The_source_that_is_trusted_more_counts_and_the_other_fills_the_gaps()
    {
        var paper = PaperMerge.Merge("2403.00001", 2, FirstSeen, [Page, Listing]);

        Assert.Equal("The title at arXiv", paper.Title);
        Assert.Equal("The abstract at arXiv.", paper.Abstract);
        Assert.Equal(["Ada Lovelace"], paper.Authors);
        Assert.Equal(3, paper.ListPosition);
        Assert.Equal("2403.00001", paper.ArxivId);
        Assert.Equal(2, paper.Revision);
    }

    [Fact]
    public void The_order_in_which_the_sources_were_read_does_not_matter() =>
        Assert.Empty(PaperMerge.Merge("p", 1, FirstSeen, [Page, Listing]).ChangesSince(PaperMerge.Merge("p", 1, FirstSeen, [Listing, Page])));

    [Fact]
    public void A_later_version_counts_before_trust() =>
        Assert.Equal("The title on the page", PaperMerge.Merge("p", 1, FirstSeen, [Listing, Page with { ArxivVersion = 2 }]).Title);

    [Fact]
    public void Without_a_day_from_a_source_the_day_is_the_UTC_day_it_was_first_seen()
    {
        var paper = PaperMerge.Merge("p", 1, FirstSeen, [Page]);

        Assert.Equal(new DateOnly(2025, 3, 10), paper.Day);
        Assert.False(paper.DayIsKnown);
    }

    [Fact]
    public void Uses_the_day_of_a_source()
    {
        var paper = PaperMerge.Merge("p", 1, FirstSeen, [Page, Listing]);

        Assert.Equal(new DateOnly(2024, 3, 4), paper.Day);
        Assert.True(paper.DayIsKnown);
    }

    [Fact]
    public void What_changed_is_named_by_its_fields()
    {
        var before = PaperMerge.Merge("p", 1, FirstSeen, [Page]);

        Assert.Equal(
            ["arxiv_id", "title", "abstract", "authors", "categories", "day"],
            PaperMerge.Merge("p", 2, FirstSeen, [Page, Listing]).ChangesSince(before));
        Assert.Empty(PaperMerge.Merge("p", 2, FirstSeen, [Page with { }]).ChangesSince(before));
    }

    [Fact]
    public void The_day_on_which_a_paper_was_featured_counts_before_that_of_its_listing()
    {
        var featured = new SourceRecord { Source = SourceNames.HuggingFaceDaily, ArxivId = "2403.00001", Title = "T", Abstract = "A", Day = new(2024, 3, 6) };

        Assert.Equal(new DateOnly(2024, 3, 6), PaperMerge.Merge("p", 1, FirstSeen, [Listing, featured]).Day);
        Assert.Equal("huggingface-daily", PaperMerge.Explain("p", FirstSeen, [Listing, featured]).Single(field => field.Field == "day").Source);
    }

    [Fact]
    public void For_each_field_it_is_told_where_it_is_from_and_why()
    {
        var fields = PaperMerge.Explain("p", FirstSeen, [Page, Listing with { ArxivVersion = 2 }]).ToDictionary(field => field.Field);

        Assert.Equal("json-lines", fields["title"].Source);
        Assert.Contains("version 2", fields["title"].Reason, StringComparison.Ordinal);
        Assert.Equal("page-dump", fields["listPosition"].Source);
        Assert.Contains("only source", fields["listPosition"].Reason, StringComparison.Ordinal);
        Assert.Null(fields["doi"].Source);
    }
}
