using Papers.Contracts.Tagging;
using Papers.Tagging.TagPapers;
using Papers.Tagging.Vocabulary;

namespace Papers.Tagging.Tests.TagPapers;

public sealed class TagMatcherTests
{
    private static readonly TagMatcher s_matcher = new(new TagVocabulary
    {
        Version = 7,
        Categories = ArxivCategories.Read(new StringReader("cs.CV\tComputer Vision\ncs.LG\tMachine Learning\nhep-th\tTheory")),
        Entries =
        [
            Entry("image-segmentation", "image segmentation"),
            Entry("medical-image-segmentation", "medical image segmentation"),
            Entry("object-detection", "object detection"),
            Entry("gan", "=GAN", "generative adversarial network"),
            Entry("k-nearest-neighbors", "=kNN", "=KNN"),
            Entry("transformer", "transformer") with { Except = ["power transformer"] },
            Entry("quantization", "quantization") with { Within = ["cs", "stat.ML"] },
            Entry("deep-learning", "deep learning") with { Mentions = 2 },
            Entry("small-language-model", "small language model", "=SLM"),
        ],
    });

    [Fact]
    public void Evidence_has_the_words_as_written_and_their_position()
    {
        var tag = Assert.Single(Tags("Image\u2011Segmentations of cells", ""));
        Assert.Equal("image-segmentation", tag.Slug);
        Assert.Equal([new("Image\u2011Segmentations", "title", 0)], tag.Evidence);
    }

    [Fact]
    public void The_longest_phrase_wins_and_phrases_inside_it_do_not_count() =>
        Assert.Equal(["medical-image-segmentation"], Slugs("Medical image segmentation", ""));

    [Fact]
    public void Tags_are_sorted_by_title_then_length_then_evidence() =>
        Assert.Equal(
            ["object-detection", "medical-image-segmentation", "image-segmentation", "gan", "transformer"],
            Slugs("Object detection", "A GAN, a GAN, a transformer; image segmentation; medical image segmentation."));

    [Fact]
    public void Categories_come_last_in_the_papers_order() =>
        Assert.Equal(["gan", "cs-lg", "cs-cv"], s_matcher.TagsFor("A GAN", "", ["cs.LG", "cs.CV"]).Select(tag => tag.Slug));

    [Theory]
    [InlineData("GAN", 1)]
    [InlineData("GANs", 1)]
    [InlineData("GAN-based", 1)]
    [InlineData("gan", 0)]
    [InlineData("Gan", 0)]
    [InlineData("GANS", 0)]
    [InlineData("MegaGAN", 0)]
    [InlineData("kNN", 1)]
    [InlineData("KNN", 1)]
    [InlineData("Knn", 0)]
    public void An_abbreviation_must_match_case(string title, int tags) => Assert.Equal(tags, Tags(title, "").Count);

    [Fact]
    public void A_phrase_with_another_meaning_does_not_count() => Assert.Empty(Tags("Power transformers on the grid", ""));

    [Fact]
    public void An_entry_limited_to_categories_does_not_count_in_others()
    {
        Assert.Empty(Slugs("Geometric quantization", "", "hep-th").Except(["hep-th"]));
        Assert.Contains("quantization", Slugs("Quantization", "", "hep-th", "cs.LG"));
        Assert.Contains("quantization", Slugs("Quantization", ""));
    }

    [Fact]
    public void A_category_limit_is_a_whole_archive_or_a_whole_category() =>
        Assert.DoesNotContain("quantization", Slugs("Quantization", "", "csx.LG", "stat.MLX"));

    [Fact]
    public void An_entry_that_needs_two_mentions_counts_with_two_or_in_the_title()
    {
        Assert.Empty(Slugs("", "We use deep learning."));
        Assert.Equal(["deep-learning"], Slugs("", "We use deep learning. And deep learning again."));
        Assert.Equal(["deep-learning"], Slugs("Deep learning", ""));
    }

    [Fact]
    public void A_passing_mention_does_not_count() => Assert.Empty(Tags("", "Depth is crucial for tasks such as object detection."));

    [Fact]
    public void A_redefined_abbreviation_does_not_count() =>
        Assert.Empty(Tags("SLMs at sea", "Spoken language models (SLMs) speak. An SLM is fine."));

    [Fact]
    public void An_abbreviation_defined_as_in_the_vocabulary_counts() =>
        Assert.Equal(
            ["SLMs", "small language models", "SLMs"],
            Assert.Single(Tags("SLMs at sea", "The small language models (SLMs).")).Evidence.Select(place => place.Words));

    [Fact]
    public void Markup_is_ordinary_text()
    {
        var tag = Assert.Single(Tags("<script>alert('GAN')</script>", ""));
        Assert.Equal([new("GAN", "title", 15)], tag.Evidence);
    }

    [Fact]
    public void Evidence_is_limited() =>
        Assert.Equal(TagLimits.EvidencePerTag, Assert.Single(Tags("", string.Concat(Enumerable.Repeat("A GAN. ", 50)))).Evidence.Count);

    [Fact]
    public void Text_beyond_the_length_limits_is_not_read()
    {
        Assert.Empty(Tags(new string(' ', TagLimits.TitleLength) + "GAN", ""));
        Assert.Empty(Tags("", new string(' ', TagLimits.AbstractLength) + "GAN"));
    }

    private static TagEntry Entry(string slug, params string[] spellings) => new()
    {
        Slug = slug,
        Name = slug,
        Kind = TagKind.Method,
        Spellings = [.. spellings.Select(spelling => new Spelling(spelling.TrimStart('='), spelling[0] == '='))],
    };

    private static IReadOnlyList<Tag> Tags(string title, string @abstract) => s_matcher.TagsFor(title, @abstract, []);

    private static IEnumerable<string> Slugs(string title, string @abstract, params string[] categories) =>
        s_matcher.TagsFor(title, @abstract, categories).Select(tag => tag.Slug);
}
