using Papers.Tagging.TagPapers;

namespace Papers.Tagging.Tests.TagPapers;

public sealed class LongestMatchesTests
{
    [Fact]
    public void A_longer_phrase_removes_the_phrases_inside_it() =>
        Assert.Equal([new(1, 0, 2)], LongestMatches.Choose([new(0, 0, 0), new(1, 0, 2), new(2, 1, 2)], 3));

    [Fact]
    public void A_longer_phrase_wins_over_one_further_left() =>
        Assert.Equal([new(1, 1, 3)], LongestMatches.Choose([new(0, 0, 1), new(1, 1, 3)], 4));

    [Fact]
    public void Of_two_equal_lengths_the_leftmost_wins() =>
        Assert.Equal([new(0, 0, 1), new(2, 2, 3)], LongestMatches.Choose([new(0, 0, 1), new(1, 1, 2), new(2, 2, 3)], 4));
}
