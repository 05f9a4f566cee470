using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Papers.Web.Search;

/// <summary>
/// Builds the Lucene query of a request. Words are alternatives, scored by BM25, in title, abstract and authors; phrases are all
/// required; a paper whose identifier was entered comes first.
/// </summary>
internal static class SearchQuery
{
    private const int MaxWords = 64;
    private const float KeyBoost = 1_000;

    // Less than a word of the text, since BM25 favours short fields such as the list of authors.
    private const float AuthorBoost = .6f;

    /// <summary>For two words that are adjacent in the request and in the paper.</summary>
    private const float PairBoost = .3f;

    /// <returns>Null where the request has no words.</returns>
    public static Query? Build(SearchRequest request)
    {
        var query = new BooleanQuery();
        foreach (var key in request.Keys)
        {
            query.Add(new TermQuery(new Term(SearchFields.Keys, key)) { Boost = KeyBoost }, Occur.SHOULD);
        }

        var words = new BooleanQuery();
        foreach (var phrase in request.Phrases)
        {
            if (BuildPhrase(phrase) is { } phraseQuery)
            {
                words.Add(phraseQuery, Occur.MUST);
            }
        }

        AddWords(words, request.Words);
        if (words.Clauses.Count > 0)
        {
            query.Add(words, Occur.SHOULD);
        }

        return query.Clauses.Count > 0 ? query : null;
    }

    private static void AddWords(BooleanQuery query, string text)
    {
        var stems = Tokens(SearchFields.Stems, text).Take(MaxWords).ToList();
        var plain = Tokens(SearchFields.Plain, text).Take(MaxWords).ToList();
        if (stems.Count == 0)
        {
            // Only stop words, such as a title made of them.
            foreach (var word in plain.Select(token => token.Word).Distinct())
            {
                query.Add(AnyMatch(new TermQuery(new Term(SearchFields.Title, word)), AuthorQuery(word)), Occur.SHOULD);
            }

            if (plain.Count > 1)
            {
                query.Add(BuildPhraseQuery(SearchFields.Title, plain), Occur.SHOULD);
            }

            return;
        }

        var names = plain.ToLookup(token => token.Start, token => token.Word);
        foreach (var (stem, start) in stems.DistinctBy(token => token.Word).Select(token => (token.Word, token.Start)))
        {
            query.Add(AnyMatch([new TermQuery(new Term(SearchFields.Text, stem)), .. names[start].Select(AuthorQuery)]), Occur.SHOULD);
        }

        foreach (var (first, second) in stems.Zip(stems.Skip(1)).Where(pair => pair.Second.Position == pair.First.Position + 1))
        {
            var pair = BuildPhraseQuery(SearchFields.Text, [first, second]);
            pair.Boost = PairBoost;
            query.Add(pair, Occur.SHOULD);
        }
    }

    private static Query? BuildPhrase(string phrase)
    {
        var stems = Tokens(SearchFields.Stems, phrase).Take(MaxWords).ToList();
        var plain = Tokens(SearchFields.Plain, phrase).Take(MaxWords).ToList();
        if (plain.Count == 0)
        {
            return null;
        }

        var fields = AnyMatch(BuildPhraseQuery(SearchFields.Title, plain), BuildPhraseQuery(SearchFields.Authors, plain));
        if (stems.Count > 0)
        {
            fields.Add(BuildPhraseQuery(SearchFields.Text, stems));
        }

        return fields;
    }

    private static Query AuthorQuery(string word) => new TermQuery(new Term(SearchFields.Authors, word)) { Boost = AuthorBoost };

    private static DisjunctionMaxQuery AnyMatch(params Query[] queries) => new(queries, tieBreakerMultiplier: 0);

    private static PhraseQuery BuildPhraseQuery(string field, IReadOnlyList<Token> tokens)
    {
        var phrase = new PhraseQuery();
        foreach (var token in tokens)
        {
            phrase.Add(new Term(field, token.Word), token.Position - tokens[0].Position);
        }

        return phrase;
    }

    internal static List<Token> Tokens(Analyzer analyzer, string text)
    {
        var tokens = new List<Token>();
        using var stream = analyzer.GetTokenStream("", text);
        var word = stream.GetAttribute<ICharTermAttribute>();
        var offset = stream.GetAttribute<IOffsetAttribute>();
        var increment = stream.GetAttribute<IPositionIncrementAttribute>();
        var position = -1;
        stream.Reset();
        while (stream.IncrementToken())
        {
            position += increment.PositionIncrement;
            tokens.Add(new(word.ToString(), position, offset.StartOffset, offset.EndOffset));
        }

        stream.End();
        return tokens;
    }

    /// <param name="Word">As indexed.</param>
    /// <param name="Position">Its number among all words, stop words included.</param>
    /// <param name="Start">Its first character in the text.</param>
    /// <param name="End">The character after it.</param>
    internal readonly record struct Token(string Word, int Position, int Start, int End);
}
