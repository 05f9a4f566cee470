using Papers.Tagging.TagPapers;
using Papers.Tagging.Vocabulary;
using Papers.Tagging.Words;

namespace Papers.Tagging.Tests.Vocabulary;

public sealed class TagVocabularyTests
{
    private static readonly TagVocabulary s_vocabulary = TagVocabulary.Load();

    [Fact]
    public void An_edited_vocabulary_has_a_new_version()
    {
        var (version, digest) = TagVocabulary.ReadVersion();
        Assert.True(
            digest == TagVocabulary.Digest(),
            $"The vocabulary was edited: raise version {version} in vocabulary-version.txt, and replace the digest by {TagVocabulary.Digest()}");
    }

    [Fact]
    public void Slugs_and_names_are_unique()
    {
        var categories = s_vocabulary.Categories.All.ToList();
        Assert.Equal(
            s_vocabulary.Entries.Count + categories.Count,
            s_vocabulary.Entries.Select(entry => entry.Slug).Concat(categories.Select(category => category.Slug)).Distinct().Count());
        Assert.Equal(s_vocabulary.Entries.Count, s_vocabulary.Entries.DistinctBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(categories.Count, categories.DistinctBy(category => category.Name).Count());
    }

    [Fact]
    public void No_phrase_names_two_entries() =>
        Assert.All(
            s_vocabulary.Entries
                .SelectMany(entry => entry.Spellings.Select(spelling => (Phrase: Folded(spelling.Phrase), entry.Slug)).Distinct())
                .GroupBy(pair => pair.Phrase),
            same => Assert.True(same.Count() == 1, $"'{same.Key}' names {string.Join(" and ", same.Select(pair => pair.Slug))}"));

    [Fact]
    public void An_exception_contains_a_spelling_and_is_longer() =>
        Assert.All(s_vocabulary.Entries.SelectMany(entry => entry.Except.Select(text => (entry, text))), pair =>
            Assert.Contains(pair.entry.Spellings, spelling =>
                $" {Folded(pair.text)} ".Contains($" {Folded(spelling.Phrase)} ") && Folded(pair.text) != Folded(spelling.Phrase)));

    [Fact]
    public void Every_spelling_is_found_in_a_text_that_consists_of_it()
    {
        var matcher = new TagMatcher(s_vocabulary);
        Assert.All(s_vocabulary.Entries.SelectMany(entry => entry.Spellings.Select(spelling => (entry, spelling.Phrase))), pair =>
            Assert.Contains(matcher.TagsFor(pair.Phrase, "", []), tag => tag.Slug == pair.entry.Slug));
    }

    [Fact]
    public void Every_word_can_be_matched() =>
        Assert.All(
            s_vocabulary.Entries.SelectMany(entry => entry.Spellings),
            spelling => Assert.All(WordSpans.Fold(spelling.Phrase), word => Assert.NotEmpty(word)));

    [Fact]
    public void A_spelling_of_one_short_word_must_match_case() =>
        Assert.All(
            s_vocabulary.Entries.SelectMany(entry => entry.Spellings).Where(spelling => WordSpans.Fold(spelling.Phrase) is [{ Length: < 5 }]),
            spelling => Assert.True(spelling.CaseMatters, spelling.Phrase));

    [Fact]
    public void Every_scope_is_an_archive_or_a_category_of_arxiv()
    {
        var codes = s_vocabulary.Categories.All.SelectMany(category => new[] { category.Code, category.Code.Split('.')[0] }).ToHashSet();
        Assert.All(s_vocabulary.Entries.SelectMany(entry => entry.Within), scope => Assert.Contains(scope, codes));
    }

    [Fact]
    public void Well_known_methods_and_tasks_are_there() =>
        Assert.Subset(
            s_vocabulary.Entries.Select(entry => entry.Slug).ToHashSet(),
            new HashSet<string>
            {
                "transformer", "diffusion-model", "generative-adversarial-network", "low-rank-adaptation", "mixture-of-experts", "object-detection",
                "machine-translation", "reinforcement-learning-from-human-feedback",
            });

    private static string Folded(string phrase) => string.Join(' ', WordSpans.Fold(phrase));
}
