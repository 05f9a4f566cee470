using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Papers.Web.Search;

/// <summary>
/// The Lucene query for a request. Words are alternatives, the rarer and the more often the better (BM25), in title and abstract or among
/// the authors; phrases must all be there; a paper named by its identifier comes first.
/// </summary>
internal static class SearchQuery
{
    private const int MaxWords = 64;
    private const float KeyBoost = 1_000;

    // A name counts for less than a word of the text, since the short list of authors would otherwise outweigh it.
    private const float AuthorBoost = .6f;

    /// <summary>What neighbours in the request add where they are neighbours in the paper too.</summary>
    private const float PairBoost = .3f;

    /// <returns>Null where nothing is left to search for.</returns>
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
            // Stop words alone, such as a title made of them.
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

    /// <param name="Word">As the index holds it.</param>
    /// <param name="Position">Its place among all words, those left out counted.</param>
    /// <param name="Start">Where it begins in the text.</param>
    /// <param name="End">Where it ends in the text.</param>
    internal readonly record struct Token(string Word, int Position, int Start, int End);
}
