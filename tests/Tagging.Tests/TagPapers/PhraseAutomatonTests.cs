using Papers.Tagging.TagPapers;

namespace Papers.Tagging.Tests.TagPapers;

public sealed class PhraseAutomatonTests
{
    private static readonly string[] s_phrases = ["image segmentation", "medical image segmentation", "segmentation model", "image", "a b a", "b a b"];

    [Fact]
    public void Every_phrase_is_found() =>
        Assert.Equal(
            ["image", "medical image segmentation", "image segmentation", "segmentation model"],
            Find("A medical image segmentation model"));

    [Fact]
    public void Phrases_that_overlap_themselves_are_all_found() => Assert.Equal(["a b a", "b a b", "a b a"], Find("a b a b a"));

    [Fact]
    public void Only_whole_words_match() => Assert.Empty(Find("imagery, images5 and reimage"));

    [Fact]
    public void A_phrase_does_not_match_across_punctuation() => Assert.Equal(["image"], Find("image. Segmentation"));

    [Fact]
    public void A_duplicate_phrase_is_rejected() => Assert.Throws<ArgumentException>(() => new PhraseAutomaton([["a"], ["a"]]));

    [Fact]
    public void It_finds_the_same_matches_as_a_naive_search()
    {
        var random = new Random(5);
        for (var round = 0; round < 500; round++)
        {
            var phrases = Enumerable.Range(0, 12).Select(_ => RandomWords(random, 1, 5)).DistinctBy(phrase => string.Join(' ', phrase)).ToList();
            var text = RandomWords(random, 0, 60);
            var expected = phrases.SelectMany((phrase, i) => Enumerable.Range(0, text.Length)
                .Where(at => text.Skip(at).Take(phrase.Length).SequenceEqual(phrase))
                .Select(at => new PhraseMatch(i, at, at + phrase.Length - 1)));
            var found = new List<PhraseMatch>();
            new PhraseAutomaton(phrases).FindAll(string.Join(' ', text), new(), found);
            Assert.Equal(expected.ToHashSet(), found.ToHashSet());
        }
    }

    private static string[] RandomWords(Random random, int least, int most) =>
        [.. Enumerable.Range(0, random.Next(least, most)).Select(_ => ((char)('a' + random.Next(3))).ToString())];

    private static List<string> Find(string text)
    {
        var matches = new List<PhraseMatch>();
        new PhraseAutomaton([.. s_phrases.Select(phrase => phrase.Split(' '))]).FindAll(text, new(), matches);
        return matches.ConvertAll(match => s_phrases[match.Phrase]);
    }
}
