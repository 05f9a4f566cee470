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
    private readonly TagVocabulary _vocabulary;
    private readonly PhraseAutomaton _automaton;
    private readonly List<Phrase> _phrases = [];

    public TagMatcher(TagVocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        foreach (var entry in vocabulary.Entries)
        {
            _phrases.AddRange(entry.Spellings.GroupBy(spelling => FoldedText(spelling.Phrase)).Select(same => new Phrase(same.Key, entry, CaseForms(same))));
        }

        _phrases.AddRange(vocabulary.Entries.SelectMany(entry => entry.Except)
            .Select(FoldedText)
            .Distinct()
            .Select(text => new Phrase(text, Entry: null, CaseForms: [])));
        _automaton = new([.. _phrases.Select(phrase => phrase.Text.Split(' '))]);
    }

    /// <summary>The version of the vocabulary that the tags are from.</summary>
    public int Version => _vocabulary.Version;

    /// <summary>The tags of one revision of a paper, as they are told to others.</summary>
    public TaggedPaper Tag(PaperText paper) => new()
    {
        PaperId = paper.PaperId,
        Version = new(paper.Revision, Version, Curation: 0),
        Tags = TagsFor(paper.Title, paper.Abstract, paper.Categories.Split(' ')),
    };

    /// <summary>
    /// The tags, the surest first: tasks and methods that the title names before those of the abstract, longer names before shorter
    /// ones, those with more evidence before those with less; then the categories, in the paper's order.
    /// </summary>
    public IReadOnlyList<Tag> TagsFor(string title, string @abstract, IReadOnlyList<string> categories)
    {
        var known = CategoryEvidence.Read(categories, _vocabulary.Categories);
        var fields = new[]
        {
            Match("title", TagText.Storable(title, TagLimits.TitleLength)),
            Match("abstract", TagText.Storable(@abstract, TagLimits.AbstractLength)),
        };
        var foreign = fields.SelectMany(ForeignPhrases).ToHashSet();
        var found = new Dictionary<TagEntry, FoundTag>(ReferenceEqualityComparer.Instance);
        foreach (var field in fields)
        {
            Collect(field, foreign, found);
        }

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

    private MatchedField Match(string name, string text)
    {
        var spans = new WordSpans();
        var matches = new List<PhraseMatch>();
        _automaton.FindAll(text, spans, matches);
        matches.RemoveAll(match => !IsWrittenSo(_phrases[match.Phrase], match, text, spans));
        return new(name, text, spans, LongestMatches.Of(matches, spans.Count));
    }

    private IEnumerable<int> ForeignPhrases(MatchedField field)
    {
        for (var i = 0; i < field.Matches.Count; i++)
        {
            var match = field.Matches[i];
            var phrase = _phrases[match.Phrase];
            if (match.Length == 1 && phrase.CaseForms.Length > 0 && ForeignAbbreviation.IsIntroduced(field.Text, field.Spans, match.First)
                && !(i > 0 && field.Matches[i - 1].Last == match.First - 1 && _phrases[field.Matches[i - 1].Phrase].Entry == phrase.Entry))
            {
                yield return match.Phrase;
            }
        }
    }

    private void Collect(MatchedField field, HashSet<int> foreign, Dictionary<TagEntry, FoundTag> found)
    {
        foreach (var match in field.Matches)
        {
            var start = field.Spans[match.First].Start;
            if (_phrases[match.Phrase].Entry is { } entry && !foreign.Contains(match.Phrase)
                && (field.Name == "title" || !PassingMention.Is(field.Text, start)))
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

    private sealed record MatchedField(string Name, string Text, WordSpans Spans, IReadOnlyList<PhraseMatch> Matches);
}
