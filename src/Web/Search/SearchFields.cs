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

/// <summary>The fields of the index and their analyzers, which indexing and searching share.</summary>
internal static class SearchFields
{
    public const LuceneVersion Version = LuceneVersion.LUCENE_48;

    /// <summary>The paper ID, one per document.</summary>
    public const string PaperId = "id";

    /// <summary>Identifiers of the paper: paper ID, arXiv ID and DOI, in lower case.</summary>
    public const string Keys = "key";

    /// <summary>Title and abstract: English stems without stop words.</summary>
    public const string Text = "text";

    /// <summary>The title without stemming, for searches of stop words alone and for exact phrases.</summary>
    public const string Title = "title";

    public const string Authors = "authors";

    public const string Revision = "revision";

    /// <summary>The paper's day, as the number of days since 0001-01-01.</summary>
    public const string Day = "day";

    // Between title and abstract, and between authors, so that no phrase spans both.
    private const int Gap = 100;

    private static readonly CharArraySet s_stopWords = LoadStopWords();

    public static Analyzer Stems { get; } = new WordAnalyzer(input => new PorterStemFilter(
        new StopFilter(Version, new EnglishPossessiveFilter(Version, input), s_stopWords)));

    public static Analyzer Plain { get; } = new WordAnalyzer(input => input);

    public static Analyzer ByField { get; } = new PerFieldAnalyzerWrapper(
        Plain,
        new Dictionary<string, Analyzer> { [Text] = Stems, [Keys] = new KeywordAnalyzer(), [PaperId] = new KeywordAnalyzer() });

    /// <summary>BM25 with the parameters that did best on several collections, with the larger stop word list.</summary>
    public static Similarity Similarity { get; } = new BM25Similarity(1.6f, .75f);

    /// <summary>
    /// By score, then newest first, then by ID: the order does not depend on the order of indexing, which differs between replicas.
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

    private sealed class WordAnalyzer(Func<TokenStream, TokenStream> filter) : Analyzer
    {
        protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
        {
            var source = new StandardTokenizer(Version, reader);
            return new(source, filter(new ASCIIFoldingFilter(new LowerCaseFilter(Version, source))));
        }

        public override int GetPositionIncrementGap(string fieldName) => Gap;
    }
}
