using Papers.Contracts.Tagging;
using Papers.Tagging.Vocabulary;

namespace Papers.Tagging.TagPapers;

/// <summary>
/// Decides which tags a paper has, from its title, abstract and categories alone: the same paper has the same tags, in the same order,
/// on every machine. Whole words only; the longest phrase wins, so that nothing inside it counts; every tag tells its evidence.
/// Safe to share between threads.
/// </summary>
public sealed class TagMatcher
{
    private readonly TagVocabulary vocabulary;
    private readonly PhraseAutomaton automaton;
    private readonly List<Phrase> phrases = [];

    public TagMatcher(TagVocabulary vocabulary)
    {
        this.vocabulary = vocabulary;
        foreach (var entry in vocabulary.Entries)
        {
            phrases.AddRange(entry.Spellings.GroupBy(spelling => FoldedText(spelling.Phrase)).Select(same => new Phrase(same.Key, entry, CaseForms(same))));
        }

        phrases.AddRange(vocabulary.Entries.SelectMany(entry => entry.Except)
            .Select(FoldedText)
            .Distinct()
            .Select(text => new Phrase(text, Entry: null, CaseForms: [])));
        automaton = new([.. phrases.Select(phrase => phrase.Text.Split(' '))]);
    }

    /// <summary>The version of the vocabulary that the tags are from.</summary>
    public int Version => vocabulary.Version;

    /// <summary>
    /// The tags, the surest first: tasks and methods that the title names before those of the abstract, longer names before shorter
    /// ones, those with more evidence before those with less; then the categories, in the paper's order.
    /// </summary>
    public IReadOnlyList<Tag> TagsFor(string title, string @abstract, IReadOnlyList<string> categories)
    {
        var known = CategoryEvidence.Read(categories, vocabulary.Categories);
        var found = new Dictionary<TagEntry, FoundTag>(ReferenceEqualityComparer.Instance);
        Read("title", TagText.Bounded(title, TagLimits.TitleLength), found);
        Read("abstract", TagText.Bounded(@abstract, TagLimits.AbstractLength), found);
        return
        [
            .. found.Values
                .Where(tag => tag.IsMeant(categories))
                .Order()
                .Take(TagLimits.Tags - known.Count)
                .Select(tag => tag.ToTag()),
            .. known,
        ];
    }

    private void Read(string field, string text, Dictionary<TagEntry, FoundTag> found)
    {
        var spans = new WordSpans();
        var matches = new List<PhraseMatch>();
        automaton.FindAll(text, spans, matches);
        matches.RemoveAll(match => !IsWrittenSo(phrases[match.Phrase], match, text, spans));
        foreach (var match in LongestMatches.Of(matches, spans.Count))
        {
            if (phrases[match.Phrase].Entry is { } entry)
            {
                if (!found.TryGetValue(entry, out var tag))
                {
                    found.Add(entry, tag = new(entry));
                }

                var start = spans[match.First].Start;
                tag.Add(new(text[start..spans[match.Last].End], field, start), match.Length);
            }
        }
    }

    private static string FoldedText(string phrase) => string.Join(' ', WordSpans.Fold(phrase));

    private static string[][] CaseForms(IEnumerable<Spelling> same) =>
        same.All(spelling => spelling.CaseMatters) ? [.. same.Select(spelling => WordSpans.Words(spelling.Phrase).ToArray())] : [];

    private static bool IsWrittenSo(Phrase phrase, PhraseMatch match, string text, WordSpans spans) =>
        phrase.CaseForms.Length == 0 || phrase.CaseForms.Any(form => IsWrittenSo(form, match, text, spans));

    private static bool IsWrittenSo(string[] form, PhraseMatch match, string text, WordSpans spans)
    {
        for (var i = 0; i < form.Length; i++)
        {
            var (start, end) = spans[match.First + i];
            var written = text.AsSpan(start, end - start);
            if (!written.StartsWith(form[i], StringComparison.Ordinal) || written[form[i].Length..] is not ("" or "s" or "'s" or "\u2019s"))
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="Text">Folded words, separated by spaces.</param>
    /// <param name="Entry">Null for a phrase that means something else, and only keeps its words from being read as a tag.</param>
    /// <param name="CaseForms">Where case matters: the words of each form that counts.</param>
    private sealed record Phrase(string Text, TagEntry? Entry, string[][] CaseForms);
}
