using Papers.Tagging.Words;

namespace Papers.Tagging.Tests.Words;

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
    public void Forms_of_one_word_fold_to_the_same_text(string word, string folded) => Assert.Equal([folded], WordSpans.Fold(word));

    [Theory]
    [InlineData("analysis")]
    [InlineData("loss")]
    [InlineData("corpus")]
    [InlineData("noise")]
    [InlineData("raised")]
    [InlineData("yolo")]
    [InlineData("a")]
    [InlineData("ms")]
    public void Words_that_only_look_plural_or_British_stay_unchanged(string word) => Assert.Equal([word], WordSpans.Fold(word));

    [Fact]
    public void A_word_over_the_length_limit_folds_to_an_empty_text() =>
        Assert.Equal([""], WordSpans.Fold(new string('a', WordRules.LongestWord + 1)));
}
