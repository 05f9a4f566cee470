using Papers.Contracts.Tagging;
using Papers.Tagging.Vocabulary;
using Papers.Tagging.Words;

namespace Papers.Tagging.TagPapers;

/// <summary>
/// Decides which tags a paper has, from its title, abstract and categories alone. Deterministic: the same paper gets the same tags in the
/// same order on every machine. Matches whole words only; the longest phrase wins, and phrases inside it do not count. Thread-safe.
/// </summary>
public sealed class TagMatcher
{
    private readonly TagVocabulary _vocabulary;
    private readonly PhraseAutomaton _automaton;
    private readonly List<Phrase> _phrases = [];

    public TagMatcher(TagVocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        foreach (var entry in vocabulary.Entries)
        {
            var spellings = entry.Spellings.GroupBy(spelling => FoldedText(spelling.Phrase));
            _phrases.AddRange(spellings.Select(same => new Phrase(same.Key, entry, CaseForms(same))));
        }

        _phrases.AddRange(vocabulary.Entries.SelectMany(entry => entry.Except)
            .Select(FoldedText)
            .Distinct()
            .Select(text => new Phrase(text, Entry: null, CaseForms: [])));
        _automaton = new([.. _phrases.Select(phrase => phrase.Text.Split(' '))]);
    }

    /// <summary>The version of the vocabulary.</summary>
    public int Version => _vocabulary.Version;

    /// <summary>The tags of one revision of a paper, as they are published.</summary>
    internal TaggedPaper Tag(PaperText paper) => new()
    {
        PaperId = paper.PaperId,
        Version = new(paper.Revision, Version, Curation: 0),
        Tags = TagsFor(paper.Title, paper.Abstract, paper.Categories.Split(' ')),
    };

    /// <summary>
    /// The tags, the most reliable first: tasks and methods in the title before those in the abstract, longer names before shorter ones, more
    /// evidence before less; then the categories, in the paper's order.
    /// </summary>
    public IReadOnlyList<Tag> TagsFor(string title, string @abstract, IReadOnlyList<string> categories)
    {
        var known = CategoryEvidence.Read(categories, _vocabulary.Categories);
        var fields = new[]
        {
            Match("title", TagText.Storable(title, TagLimits.TitleLength)),
            Match("abstract", TagText.Storable(@abstract, TagLimits.AbstractLength)),
        };
        var redefined = fields.SelectMany(RedefinedPhrases).ToHashSet();
        var found = new Dictionary<TagEntry, FoundTag>(ReferenceEqualityComparer.Instance);
        foreach (var field in fields)
        {
            Collect(field, redefined, found);
        }

        return
        [
            .. found.Values
                .Where(tag => tag.IsRelevant(categories))
                .Order()
                .Take(TagLimits.Tags - known.Count)
                .Select(tag => tag.ToTag()),
            .. known,
        ];
    }

    private MatchedField Match(string name, string text)
    {
        var spans = new WordSpans();
        var matches = new List<PhraseMatch>();
        _automaton.FindAll(text, spans, matches);
        matches.RemoveAll(match => !HasCaseOf(_phrases[match.Phrase], match, text, spans));
        return new(name, text, spans, LongestMatches.Choose(matches, spans.Count));
    }

    private IEnumerable<int> RedefinedPhrases(MatchedField field)
    {
        for (var i = 0; i < field.Matches.Count; i++)
        {
            var match = field.Matches[i];
            var phrase = _phrases[match.Phrase];
            if (match.Length == 1 && phrase.CaseForms.Length > 0 && RedefinedAbbreviation.IsDefinedAt(field.Text, field.Spans, match.First)
                && !(i > 0 && field.Matches[i - 1].Last == match.First - 1 && _phrases[field.Matches[i - 1].Phrase].Entry == phrase.Entry))
            {
                yield return match.Phrase;
            }
        }
    }

    private void Collect(MatchedField field, HashSet<int> redefined, Dictionary<TagEntry, FoundTag> found)
    {
        foreach (var match in field.Matches)
        {
            var start = field.Spans[match.First].Start;
            if (_phrases[match.Phrase].Entry is { } entry && !redefined.Contains(match.Phrase)
                && (field.Name == "title" || !PassingMention.IsAt(field.Text, start)))
            {
                if (!found.TryGetValue(entry, out var tag))
                {
                    found.Add(entry, tag = new(entry));
                }

                tag.Add(new(field.Text[start..field.Spans[match.Last].End], field.Name, start), match.Length);
            }
        }
    }

    private static string FoldedText(string phrase) => string.Join(' ', WordSpans.Fold(phrase));

    private static string[][] CaseForms(IEnumerable<Spelling> same) =>
        same.All(spelling => spelling.CaseMatters) ? [.. same.Select(spelling => WordSpans.Words(spelling.Phrase).ToArray())] : [];

    private static bool HasCaseOf(Phrase phrase, PhraseMatch match, string text, WordSpans spans) =>
        phrase.CaseForms.Length == 0 || phrase.CaseForms.Any(form => HasCaseOf(form, match, text, spans));

    private static bool HasCaseOf(string[] form, PhraseMatch match, string text, WordSpans spans)
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
    /// <param name="Entry">Null for a phrase with another meaning (<c>power transformer</c>): it keeps its words from matching a shorter phrase.</param>
    /// <param name="CaseForms">The words of each accepted spelling where case matters; empty where it does not.</param>
    private sealed record Phrase(string Text, TagEntry? Entry, string[][] CaseForms);

    private sealed record MatchedField(string Name, string Text, WordSpans Spans, IReadOnlyList<PhraseMatch> Matches);
}
