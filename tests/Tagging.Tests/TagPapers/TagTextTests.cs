using Papers.Tagging.TagPapers;

namespace Papers.Tagging.Tests.TagPapers;

public sealed class TagTextTests
{
    // Not as data of a theory: half a pair does not survive being named.
    [Fact]
    public void What_the_database_cannot_hold_is_replaced_in_place()
    {
        Assert.Equal("a\uFFFDb", TagText.Storable("a\0b", 100));
        Assert.Equal("a\uFFFDb", TagText.Storable("a\uD800b", 100));
        Assert.Equal("a\uFFFDb", TagText.Storable("a\uDC00b", 100));
        Assert.Equal("\uFFFD", TagText.Storable("\uD835", 100));
        Assert.Equal("𝐆𝐀𝐍", TagText.Storable("𝐆𝐀𝐍", 100));
    }

    [Fact]
    public void A_pair_cut_in_two_by_the_bound_is_replaced() => Assert.Equal("a\uFFFD", TagText.Storable("a𝐆", 2));

    [Fact]
    public void Ordinary_text_is_the_same_object()
    {
        var text = "Ordinary";
        Assert.Same(text, TagText.Storable(text, 100));
    }
}
