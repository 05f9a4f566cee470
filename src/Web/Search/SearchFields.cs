using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.Snowball;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;

namespace Papers.Web.Search;

/// <summary>The fields of the index and how their words are read: the same way when a paper is indexed and when it is searched for.</summary>
internal static class SearchFields
{
    public const LuceneVersion Version = LuceneVersion.LUCENE_48;

    /// <summary>The paper's id, once a document.</summary>
    public const string PaperId = "id";

    /// <summary>Every name that leads to just this paper: its ids and DOI, in lower case.</summary>
    public const string Keys = "key";

    /// <summary>Title and abstract: English stems without stop words.</summary>
    public const string Text = "text";

    /// <summary>The title with every word as it stands, for searches of stop words alone and for exact phrases.</summary>
    public const string Title = "title";

    public const string Authors = "authors";

    public const string Revision = "revision";

    /// <summary>The paper's day, as the number of days since 0001-01-01.</summary>
    public const string Day = "day";

    // Between title and abstract, and between authors, so that no phrase reaches across.
    private const int Gap = 100;

    private static readonly CharArraySet s_stopWords = LoadStopWords();

    public static Analyzer Stems { get; } = new Words(input => new PorterStemFilter(
        new StopFilter(Version, new EnglishPossessiveFilter(Version, input), s_stopWords)));

    public static Analyzer Plain { get; } = new Words(input => input);

    public static Analyzer ByField { get; } = new PerFieldAnalyzerWrapper(
        Plain,
        new Dictionary<string, Analyzer> { [Text] = Stems, [Keys] = new KeywordAnalyzer(), [PaperId] = new KeywordAnalyzer() });

    /// <summary>BM25 with the settings that did best over several collections, with the larger stop list.</summary>
    public static Similarity Similarity { get; } = new BM25Similarity(1.6f, .75f);

    /// <summary>
    /// The best first, and of those that fit equally well the newest, then by id: an index that took the papers in otherwise, as another
    /// replica's did, gives them in the same order.
    /// </summary>
    public static Sort BestFirst { get; } = new(
        SortField.FIELD_SCORE,
        new SortField(Day, SortFieldType.INT32, reverse: true),
        new SortField(PaperId, SortFieldType.STRING));

    private static CharArraySet LoadStopWords()
    {
        using var list = IOUtils.GetDecodingReader(typeof(SnowballFilter), "english_stop.txt", System.Text.Encoding.UTF8);
        return WordlistLoader.GetSnowballWordSet(list, Version);
    }

    private sealed class Words(Func<TokenStream, TokenStream> filter) : Analyzer
    {
        protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
        {
            var source = new StandardTokenizer(Version, reader);
            return new(source, filter(new ASCIIFoldingFilter(new LowerCaseFilter(Version, source))));
        }

        public override int GetPositionIncrementGap(string fieldName) => Gap;
    }
}
