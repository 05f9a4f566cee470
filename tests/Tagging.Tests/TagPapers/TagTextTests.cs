using Papers.Tagging.TagPapers;

namespace Papers.Tagging.Tests.TagPapers;

public sealed class TagTextTests
{
    // Not a theory: test names cannot hold an unpaired surrogate.
    [Fact]
    public void Characters_that_the_database_cannot_store_are_replaced_in_place()
    {
        Assert.Equal("a\uFFFDb", TagText.Storable("a\0b", 100));
        Assert.Equal("a\uFFFDb", TagText.Storable("a\uD800b", 100));
        Assert.Equal("a\uFFFDb", TagText.Storable("a\uDC00b", 100));
        Assert.Equal("\uFFFD", TagText.Storable("\uD835", 100));
        Assert.Equal("𝐆𝐀𝐍", TagText.Storable("𝐆𝐀𝐍", 100));
    }

    [Fact]
    public void A_surrogate_pair_split_by_the_length_limit_is_replaced() => Assert.Equal("a\uFFFD", TagText.Storable("a𝐆", 2));

    [Fact]
    public void Ordinary_text_is_the_same_object()
    {
        var text = "Ordinary";
        Assert.Same(text, TagText.Storable(text, 100));
    }
}
