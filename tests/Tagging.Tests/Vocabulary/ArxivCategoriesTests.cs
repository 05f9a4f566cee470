using Papers.Tagging.Vocabulary;

namespace Papers.Tagging.Tests.Vocabulary;

public sealed class ArxivCategoriesTests
{
    private static readonly ArxivCategories s_categories = TagVocabulary.Load().Categories;

    [Theory]
    [InlineData("cs.CL", "Computation and Language", "cs-cl")]
    [InlineData("cs.AI", "Artificial Intelligence", "cs-ai")]
    [InlineData("eess.IV", "Image and Video Processing", "eess-iv")]
    [InlineData("hep-th", "High Energy Physics - Theory", "hep-th")]
    [InlineData("cond-mat.mtrl-sci", "Materials Science", "cond-mat-mtrl-sci")]
    public void A_code_has_a_name_and_a_slug(string code, string name, string slug) =>
        Assert.Equal(new(code, slug, name), s_categories.Find(code));

    [Theory]
    [InlineData("math.IT", "cs.IT")]
    [InlineData("cs.SY", "eess.SY")]
    [InlineData("stat.TH", "math.ST")]
    [InlineData("cmp-lg", "cs.CL")]
    public void An_alias_finds_its_category(string alias, string code) => Assert.Same(s_categories.Find(code), s_categories.Find(alias));

    [Theory]
    [InlineData("na")]
    [InlineData("CS.CL")]
    [InlineData("")]
    public void An_unknown_code_finds_nothing(string code) => Assert.Null(s_categories.Find(code));

    [Fact]
    public void All_current_arXiv_categories_and_archives_are_there() => Assert.Equal(149 + 11, s_categories.All.Count());
}
