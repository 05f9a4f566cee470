using Papers.Tagging.Words;

namespace Papers.Tagging.TagPapers;

/// <summary>
/// Finds all phrases in a text in one pass (Aho and Corasick, CACM 18:6, 1975), over folded words instead of characters, so only whole
/// words match. Time is linear in the length of the text; at each word at most one match per phrase length ends.
/// </summary>
internal sealed class PhraseAutomaton
{
    private const int Root = 0;
    private const int None = -1;

    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _wordsBySpan;
    private readonly Dictionary<(int Node, int Word), int> _children = [];
    private readonly List<Node> _nodes = [new()];

    /// <summary>Phrases are lists of folded words; a match names its phrase by the index in this list.</summary>
    public PhraseAutomaton(IReadOnlyList<IReadOnlyList<string>> phrases)
    {
        _wordsBySpan = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < phrases.Count; i++)
        {
            Add(phrases[i], i);
        }

        LinkSuffixes();
    }

    /// <summary>
    /// Adds every occurrence of every phrase to <paramref name="matches"/>, ordered by where they end; of those that end together, the longest
    /// first.
    /// </summary>
    public void FindAll(ReadOnlySpan<char> text, WordSpans spans, List<PhraseMatch> matches)
    {
        Span<char> folded = stackalloc char[WordRules.LongestWord];
        var node = Root;
        var previousEnd = 0;
        for (var position = 0; WordSpans.FindWord(text, position, out var start, out var end); position = end)
        {
            if (node != Root && !WordRules.JoinsWords(text[previousEnd..start]))
            {
                node = Root;
            }

            var length = WordRules.Fold(text[start..end], folded);
            node = _wordsBySpan.TryGetValue(folded[..length], out var word) ? Step(node, word) : Root;
            spans.Add(start, end);
            previousEnd = end;
            for (var match = node; match != None; match = _nodes[match].Shorter)
            {
                if (_nodes[match].Phrase != None)
                {
                    matches.Add(new(_nodes[match].Phrase, spans.Count - _nodes[match].Depth, spans.Count - 1));
                }
            }
        }
    }

    private int Step(int node, int word)
    {
        while (true)
        {
            if (_children.TryGetValue((node, word), out var next))
            {
                return next;
            }

            if (node == Root)
            {
                return Root;
            }

            node = _nodes[node].Suffix;
        }
    }

    private void Add(IReadOnlyList<string> phrase, int index)
    {
        var node = Root;
        foreach (var text in phrase)
        {
            _words.TryAdd(text, _words.Count);
            var key = (node, _words[text]);
            if (!_children.TryGetValue(key, out var next))
            {
                next = _nodes.Count;
                _nodes.Add(new() { Depth = _nodes[node].Depth + 1 });
                _children.Add(key, next);
            }

            node = next;
        }

        if (_nodes[node].Phrase != None)
        {
            throw new ArgumentException($"The phrase '{string.Join(' ', phrase)}' is listed twice.", nameof(index));
        }

        _nodes[node].Phrase = index;
    }

    private void LinkSuffixes()
    {
        // By depth: the suffix of a node is shorter than the node, and must be linked before it.
        foreach (var ((parent, word), child) in _children.OrderBy(edge => _nodes[edge.Value].Depth))
        {
            var suffix = parent == Root ? Root : Step(_nodes[parent].Suffix, word);
            _nodes[child].Suffix = suffix;
            _nodes[child].Shorter = _nodes[suffix].Phrase != None ? suffix : _nodes[suffix].Shorter;
        }
    }

    private sealed class Node
    {
        public int Depth { get; init; }

        public int Phrase { get; set; } = None;

        /// <summary>The longest proper suffix that is also a node.</summary>
        public int Suffix { get; set; } = Root;

        /// <summary>The longest proper suffix that is a whole phrase.</summary>
        public int Shorter { get; set; } = None;
    }
}

/// <param name="Phrase">The index of the phrase.</param>
/// <param name="First">The index of its first word among the text's words.</param>
/// <param name="Last">The index of its last word.</param>
internal readonly record struct PhraseMatch(int Phrase, int First, int Last)
{
    public int Length => Last - First + 1;
}
