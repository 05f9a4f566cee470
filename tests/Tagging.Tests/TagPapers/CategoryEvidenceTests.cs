using Papers.Contracts.Tagging;
using Papers.Tagging.TagPapers;
using Papers.Tagging.Vocabulary;

namespace Papers.Tagging.Tests.TagPapers;

public sealed class CategoryEvidenceTests
{
    private static readonly ArxivCategories s_known = TagVocabulary.Load().Categories;

    [Fact]
    public void A_category_is_told_by_its_name_with_its_code_as_evidence()
    {
        var tag = Assert.Single(CategoryEvidence.Read(["cs.CL"], s_known));
        Assert.Equal(("cs-cl", "Computation and Language", TagKind.Category), (tag.Slug, tag.Name, tag.Kind));
        Assert.Equal([new("cs.CL", "categories", 0)], tag.Evidence);
    }

    [Fact]
    public void Evidence_stands_in_the_codes_joined_by_spaces()
    {
        string[] codes = ["cs.CL", "na", "stat.ML", "hep-th"];
        var joined = string.Join(' ', codes);
        var tags = CategoryEvidence.Read(codes, s_known);
        Assert.Equal(["cs-cl", "stat-ml", "hep-th"], tags.Select(tag => tag.Slug));
        Assert.All(tags.SelectMany(tag => tag.Evidence), place => Assert.Equal(place.Words, joined.Substring(place.Start, place.Words.Length)));
    }

    [Fact]
    public void Two_names_of_one_category_are_one_tag() => Assert.Equal(["cs-it"], CategoryEvidence.Read(["math.IT", "cs.IT"], s_known).Select(tag => tag.Slug));

    [Fact]
    public void An_archive_that_is_no_more_is_the_category_it_became() => Assert.Equal(["cs-cl"], CategoryEvidence.Read(["cmp-lg"], s_known).Select(tag => tag.Slug));

    [Fact]
    public void A_paper_of_a_hundred_categories_has_no_more_than_the_limit() =>
        Assert.Equal(TagLimits.Categories, CategoryEvidence.Read([.. s_known.All.Select(category => category.Code)], s_known).Count);
}
