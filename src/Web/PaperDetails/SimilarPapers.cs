using Lucene.Net.Index;
using Lucene.Net.Search;
using Papers.Web.ReadModel;
using Papers.Web.Search;

namespace Papers.Web.PaperDetails;

/// <summary>
/// Finds papers that share a paper's characteristic words: the 25 with the highest tf-idf in its title and abstract. A similar paper has
/// at least a quarter of them.
/// </summary>
internal sealed class SimilarPapers(SearchIndex index, PaperReader papers)
{
    private const int MaxTerms = 25;
    private const int MinTerms = 8;
    private const float MinSharedFraction = .25f;
    private const int MaxTextLength = 20_000;

    public async Task<IReadOnlyList<ShownPaper>> FindAsync(ShownPaper paper, int take, CancellationToken cancellationToken)
    {
        var ids = index.Read(searcher => Find(searcher, paper, take));
        return await papers.GetAsync(ids, cancellationToken);
    }

    private static string[] Find(IndexSearcher searcher, ShownPaper paper, int take)
    {
        var text = $"{paper.Title} {paper.Abstract}";
        var terms = SearchQuery.Tokens(SearchFields.Stems, text.Length > MaxTextLength ? text[..MaxTextLength] : text)
            .GroupBy(token => token.Word)
            .Select(same => (Term: new Term(SearchFields.Text, same.Key), Count: same.Count()))
            .Select(term => (term.Term, Weight: Weight(searcher.IndexReader, term.Term, term.Count)))
            .Where(term => term.Weight > 0)
            .OrderByDescending(term => term.Weight)
            .ThenBy(term => term.Term.Text, StringComparer.Ordinal)
            .Take(MaxTerms)
            .ToList();
        if (terms.Count < MinTerms)
        {
            return [];
        }

        var query = new BooleanQuery { MinimumNumberShouldMatch = Math.Max(3, (int)(terms.Count * MinSharedFraction)) };
        foreach (var (term, weight) in terms)
        {
            query.Add(new TermQuery(term) { Boost = weight / terms[0].Weight }, Occur.SHOULD);
        }

        query.Add(new TermQuery(new Term(SearchFields.PaperId, paper.PaperId.Value)), Occur.MUST_NOT);
        return [.. searcher.Search(query, take, SearchFields.BestFirst).ScoreDocs.Select(hit => IndexedPaperDocument.PaperIdOf(searcher, hit.Doc))];
    }

    // A word that no other paper has finds nothing.
    private static float Weight(IndexReader reader, Term term, int count)
    {
        var papers = reader.DocFreq(term);
        return papers < 2 ? 0 : (1 + MathF.Log(count)) * MathF.Log((float)reader.NumDocs / papers);
    }
}
