using Papers.Ingest.Records;

namespace Papers.Ingest.Tests.Records;

public sealed class TitleKeyTests
{
    [Theory]
    [InlineData("Attention Is All You Need", "attention is all you need.")]
    [InlineData("Don’t “Quote” Me", "Don't \"Quote\" me")]
    [InlineData("Schrödinger Bridges", "Schr\\\"odinger  bridges")]
    [InlineData("Text-to-Image", "Text–to–image")]
    [InlineData("The Poincaré Conjecture", "The Poincare conjecture")]
    [InlineData("Eﬃcient ﬁne-tuning", "Efficient fine-tuning")]
    [InlineData("R² for Free", "R2 for Free")]
    public void Spellings_of_one_title_have_one_key(string one, string other) => Assert.Equal(TitleKey.Of(one), TitleKey.Of(other));

    [Theory]
    [InlineData("Learning to Rank", "Learning to Rank 2")]
    [InlineData("深度学习", "深度學習")]
    [InlineData("???", "!!!")]
    public void Other_titles_have_another_key(string one, string other) => Assert.NotEqual(TitleKey.Of(one), TitleKey.Of(other));

    [Fact]
    public void A_key_never_changes_since_it_is_stored() => Assert.Equal("t-5563e10cdb032fc9fb22", TitleKey.Of("Attention Is All You Need"));

    [Fact]
    public void One_title_by_other_people_has_another_key() =>
        Assert.NotEqual(TitleKey.Of("Introduction", ["knuth"], 1), TitleKey.Of("Introduction", ["dijkstra"], 1));

    [Fact]
    public void The_order_of_the_names_does_not_matter() =>
        Assert.Equal(TitleKey.Of("Introduction", ["knuth", "dijkstra"], 1), TitleKey.Of("Introduction", ["dijkstra", "knuth"], 1));
}
