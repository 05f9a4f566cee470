using Papers.Tagging.TagPapers;

namespace Papers.Tagging.Tests.TagPapers;

public sealed class WordFoldTests
{
    [Theory]
    [InlineData("networks", "network")]
    [InlineData("GANs", "gan")]
    [InlineData("policies", "policy")]
    [InlineData("approaches", "approach")]
    [InlineData("analyses", "analysis")]
    [InlineData("boxes", "box")]
    [InlineData("Alzheimer's", "alzheimer")]
    [InlineData("Alzheimer’s", "alzheimer")]
    [InlineData("summarisation", "summarization")]
    [InlineData("modelling", "modeling")]
    [InlineData("labelled", "labeled")]
    [InlineData("optimiser", "optimizer")]
    [InlineData("auto\u00ADencoder", "autoencoder")]
    [InlineData("dif\u200Bfusion", "diffusion")]
    public void Forms_of_one_word_fold_to_one(string word, string folded) => Assert.Equal([folded], WordSpans.Fold(word));

    [Theory]
    [InlineData("analysis")]
    [InlineData("loss")]
    [InlineData("corpus")]
    [InlineData("noise")]
    [InlineData("raised")]
    [InlineData("yolo")]
    [InlineData("a")]
    [InlineData("ms")]
    public void What_only_looks_like_a_plural_or_british_stays(string word) => Assert.Equal([word], WordSpans.Fold(word));

    [Fact]
    public void A_word_longer_than_any_vocabulary_knows_folds_to_nothing() =>
        Assert.Equal([""], WordSpans.Fold(new string('a', TokenText.LongestWord + 1)));
}
