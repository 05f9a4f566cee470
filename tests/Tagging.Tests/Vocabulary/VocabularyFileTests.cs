using Papers.Contracts.Tagging;
using Papers.Tagging.Vocabulary;

namespace Papers.Tagging.Tests.Vocabulary;

public sealed class VocabularyFileTests
{
    [Fact]
    public void A_line_is_an_entry()
    {
        const string Line = "gan\tGAN\tmethod\tgenerative net|=GAN\tGAN of physics\tcs|stat.ML\t2\talso a name";
        var entry = Assert.Single(Read("# a comment", VocabularyFile.Header, Line));
        Assert.Equal(("gan", "GAN", TagKind.Method, 2, "also a name"), (entry.Slug, entry.Name, entry.Kind, entry.Mentions, entry.Note));
        Assert.Equal([new("generative net", false), new("GAN", true)], entry.Spellings);
        Assert.Equal(["GAN of physics"], entry.Except);
        Assert.Equal(["cs", "stat.ML"], entry.Within);
    }

    [Theory]
    [InlineData("gan\tGAN\tmethod\t=GAN\t\t\t", "8")]
    [InlineData("Gan\tGAN\tmethod\t=GAN\t\t\t\t", "slug")]
    [InlineData("gan\t\tmethod\t=GAN\t\t\t\t", "name")]
    [InlineData("gan\tGAN\tcategory\t=GAN\t\t\t\t", "task")]
    [InlineData("gan\tGAN\tmethod\t\t\t\t\t", "spelling")]
    [InlineData("gan\tGAN\tmethod\t=GAN\t\t\t0\t", "mentions")]
    [InlineData("gan\tGAN\tmethod\t=GAN\t\t\ttwo\t", "mentions")]
    public void An_invalid_line_is_reported_with_its_number(string line, string fault)
    {
        var exception = Assert.Throws<FormatException>(() => Read(VocabularyFile.Header, line));
        Assert.Contains("test.tsv, line 2", exception.Message);
        Assert.Contains(fault, exception.Message);
    }

    [Fact]
    public void A_file_without_the_header_is_rejected() => Assert.Throws<FormatException>(() => Read("gan\tGAN\tmethod\t=GAN\t\t\t\t"));

    private static IReadOnlyList<TagEntry> Read(params string[] lines) => VocabularyFile.Read("test.tsv", new StringReader(string.Join('\n', lines)));
}
