using Papers.Tagging.TagPapers;

namespace Papers.Tagging.Tests.TagPapers;

public sealed class PassingMentionTests
{
    [Theory]
    [InlineData("Downstream tasks such as captioning, retrieval and ")]
    [InlineData("Vision-language models (e.g. ")]
    [InlineData("Accurate depth is crucial for ")]
    [InlineData("Unlike ")]
    [InlineData("It runs without ")]
    [InlineData("Our method outperforms ")]
    [InlineData("We evaluate tasks including ")]
    public void Examples_applications_and_contrasts_are_passing_mentions(string before) => Assert.True(Is(before));

    [Theory]
    [InlineData("We propose ")]
    [InlineData("Tasks such as captioning are hard. We study ")]
    [InlineData("Unlike earlier work, ")]
    [InlineData("For problems such as these we train ")]
    [InlineData("Compared to others, a ")]
    [InlineData("The likely cause of unlikeable ")]
    [InlineData("")]
    public void The_subject_of_the_paper_is_not(string before) => Assert.False(Is(before));

    [Fact]
    public void Words_beyond_the_search_range_do_not_count() => Assert.False(Is("Unlike" + new string(' ', PassingMention.Reach)));

    private static bool Is(string before) => PassingMention.IsAt(before + "object detection", before.Length);
}
