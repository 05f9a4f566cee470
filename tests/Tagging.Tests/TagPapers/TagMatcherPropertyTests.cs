using Papers.Contracts.Tagging;
using Papers.Tagging.TagPapers;
using Papers.Tagging.Vocabulary;
using Papers.Tagging.Words;

namespace Papers.Tagging.Tests.TagPapers;

/// <summary>Properties of every text, checked on random texts of vocabulary phrases, everyday words and unusual characters.</summary>
public sealed class TagMatcherPropertyTests
{
    private const int Rounds = 500;
    private static readonly TagVocabulary s_vocabulary = TagVocabulary.Load();
    private static readonly TagMatcher s_matcher = new(s_vocabulary);
    private static readonly string[] s_gaps =
    [
        " ", " ", " ", "-", "/", "\n", ", ", ". ", " (", ") ", "\0", "\u00AD", "\u200B", "—", "~", "_", "\uD800", "𝐆", "’s ", "://", " <b>", "</b> ",
    ];
    private static readonly string[] s_words =
    [
        .. s_vocabulary.Entries.SelectMany(entry => entry.Spellings).Select(spelling => spelling.Phrase),
        "the", "such as", "unlike", "we", "image", "model", "learning", "https", "e.g.",
    ];

    [Fact]
    public void Evidence_is_the_text_at_its_position() => ForRandomTexts((title, @abstract, tags) =>
        Assert.All(tags.SelectMany(tag => tag.Evidence), place =>
            Assert.Equal(place.Words, (place.Field == "title" ? title : @abstract).Substring(place.Start, place.Words.Length))));

    [Fact]
    public void Evidence_does_not_overlap() => ForRandomTexts((_, _, tags) =>
    {
        foreach (var field in tags.SelectMany(tag => tag.Evidence).GroupBy(place => place.Field))
        {
            var places = field.OrderBy(place => place.Start).ToList();
            Assert.All(places.Zip(places.Skip(1)), pair => Assert.True(pair.First.Start + pair.First.Words.Length <= pair.Second.Start));
        }
    });

    [Fact]
    public void The_same_paper_has_the_same_tags_in_the_same_order()
    {
        var other = new TagMatcher(TagVocabulary.Load());
        ForRandomTexts((title, @abstract, tags) =>
            Assert.Equal(PaperTagStore.ToJson(tags), PaperTagStore.ToJson(other.TagsFor(title, @abstract, []))));
    }

    [Fact]
    public void Tags_are_unique_have_evidence_and_keep_the_limit() => ForRandomTexts((_, _, tags) =>
    {
        Assert.Equal(tags.Count, tags.DistinctBy(tag => tag.Slug).Count());
        Assert.True(tags.Count <= TagLimits.Tags);
        Assert.All(tags, tag => Assert.NotEmpty(tag.Evidence));
    });

    [Fact]
    public void Stored_text_gets_the_same_tags_as_the_original() => ForRandomTexts((title, @abstract, tags) =>
    {
        var storedTitle = TagText.Storable(title, TagLimits.TitleLength);
        var storedAbstract = TagText.Storable(@abstract, TagLimits.AbstractLength);
        Assert.Equal(PaperTagStore.ToJson(tags), PaperTagStore.ToJson(s_matcher.TagsFor(storedTitle, storedAbstract, [])));
    });

    [Fact]
    public void The_work_grows_with_the_text_and_not_with_its_square()
    {
        // The worst text there is: every word continues one phrase and begins another.
        var unit = string.Concat(Enumerable.Repeat("multi agent multi agent deep reinforcement learning ", 100));
        var counts = new List<int>();
        var automaton = new PhraseAutomaton([.. s_vocabulary.Entries.SelectMany(entry => entry.Spellings)
            .Select(spelling => string.Join(' ', WordSpans.Fold(spelling.Phrase))).Distinct().Select(phrase => phrase.Split(' '))]);
        foreach (var times in new[] { 1, 10 })
        {
            var matches = new List<PhraseMatch>();
            automaton.FindAll(string.Concat(Enumerable.Repeat(unit, times)), new(), matches);
            counts.Add(matches.Count);
        }

        Assert.InRange(counts[1], 9 * counts[0], 11 * counts[0]);
        var longest = s_vocabulary.Entries.SelectMany(entry => entry.Spellings).Max(spelling => WordSpans.Fold(spelling.Phrase).Count);
        Assert.True(counts[0] <= 700 * longest, $"{counts[0]} matches of at most {longest} words");
    }

    private static void ForRandomTexts(Action<string, string, IReadOnlyList<Tag>> check)
    {
        var random = new Random(20_260_301);
        for (var round = 0; round < Rounds; round++)
        {
            var title = RandomText(random, 12);
            var @abstract = RandomText(random, 60);
            check(title, @abstract, s_matcher.TagsFor(title, @abstract, []));
        }
    }

    private static string RandomText(Random random, int words) => string.Concat(Enumerable.Range(0, random.Next(words)).Select(_ =>
        Cased(random, s_words[random.Next(s_words.Length)]) + s_gaps[random.Next(s_gaps.Length)]));

    private static string Cased(Random random, string word) => random.Next(6) switch
    {
        0 => word.ToUpperInvariant(),
        1 => word + "s",
        2 => word.Replace(' ', '-'),
        _ => word,
    };
}
