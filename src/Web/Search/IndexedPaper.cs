using Lucene.Net.Documents;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Papers.Web.Search;

/// <summary>The data of a paper that is indexed.</summary>
internal sealed record IndexedPaper
{
    public required string PaperId { get; init; }

    public required int Revision { get; init; }

    /// <summary>Null where the paper was withdrawn.</summary>
    public required DateOnly? Day { get; init; }

    public required string Title { get; init; }

    public required string Abstract { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    public string? ArxivId { get; init; }

    public string? Doi { get; init; }

    /// <summary>Whether it must not be found any more.</summary>
    public bool IsWithdrawn { get; init; }
}

/// <summary>A paper as a Lucene document. Its texts are indexed but not stored: pages read them from the read model.</summary>
internal sealed class IndexedPaperDocument
{
    private static readonly HashSet<string> s_paperId = [SearchFields.PaperId];

    private readonly NumericDocValuesField _revision = new(SearchFields.Revision, 0);
    private readonly NumericDocValuesField _day = new(SearchFields.Day, 0);

    public static string PaperIdOf(IndexSearcher searcher, int document) => searcher.Doc(document, s_paperId).Get(SearchFields.PaperId);

    public Document ToDocument(IndexedPaper paper)
    {
        _revision.SetInt64Value(paper.Revision);
        _day.SetInt64Value(paper.Day?.DayNumber ?? 0);
        var document = new Document
        {
            new StringField(SearchFields.PaperId, paper.PaperId, Field.Store.YES),
            new SortedDocValuesField(SearchFields.PaperId, new BytesRef(paper.PaperId)),
            _revision,
            _day,
            new TextField(SearchFields.Title, paper.Title, Field.Store.NO),
            new TextField(SearchFields.Text, paper.Title, Field.Store.NO),
            new TextField(SearchFields.Text, paper.Abstract, Field.Store.NO),
        };
        foreach (var author in paper.Authors)
        {
            document.Add(new TextField(SearchFields.Authors, author, Field.Store.NO));
        }

        foreach (var key in new[] { paper.PaperId, paper.ArxivId, paper.Doi }.OfType<string>().Select(key => key.ToLowerInvariant()).Distinct())
        {
            document.Add(new StringField(SearchFields.Keys, key, Field.Store.NO));
        }

        return document;
    }
}
