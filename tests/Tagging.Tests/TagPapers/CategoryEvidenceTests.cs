using Papers.Contracts.Tagging;
using Papers.Tagging.TagPapers;
using Papers.Tagging.Vocabulary;

namespace Papers.Tagging.Tests.TagPapers;

public sealed class CategoryEvidenceTests
{
    private static readonly ArxivCategories s_known = TagVocabulary.Load().Categories;

    [Fact]
    public void A_category_tag_has_its_name_and_its_code_as_evidence()
    {
        var tag = Assert.Single(CategoryEvidence.Read(["cs.CL"], s_known));
        Assert.Equal(("cs-cl", "Computation and Language", TagKind.Category), (tag.Slug, tag.Name, tag.Kind));
        Assert.Equal([new("cs.CL", "categories", 0)], tag.Evidence);
    }

    [Fact]
    public void Evidence_starts_are_indexes_in_the_codes_joined_by_spaces()
    {
        string[] codes = ["cs.CL", "na", "stat.ML", "hep-th"];
        var joined = string.Join(' ', codes);
        var tags = CategoryEvidence.Read(codes, s_known);
        Assert.Equal(["cs-cl", "stat-ml", "hep-th"], tags.Select(tag => tag.Slug));
        Assert.All(tags.SelectMany(tag => tag.Evidence), place => Assert.Equal(place.Words, joined.Substring(place.Start, place.Words.Length)));
    }

    [Fact]
    public void Two_names_of_one_category_are_one_tag() =>
        Assert.Equal(["cs-it"], CategoryEvidence.Read(["math.IT", "cs.IT"], s_known).Select(tag => tag.Slug));

    [Fact]
    public void A_former_archive_is_the_category_that_replaced_it() =>
        Assert.Equal(["cs-cl"], CategoryEvidence.Read(["cmp-lg"], s_known).Select(tag => tag.Slug));

    [Fact]
    public void A_paper_gets_no_more_categories_than_the_limit() =>
        Assert.Equal(TagLimits.Categories, CategoryEvidence.Read([.. s_known.All.Select(category => category.Code)], s_known).Count);
}
