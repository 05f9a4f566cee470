using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Papers.Web.Search;

/// <summary>The revisions of the papers in the index.</summary>
internal static class IndexedRevisions
{
    /// <summary>The sum over all papers.</summary>
    public static long Sum(IndexSearcher searcher)
    {
        var sum = 0L;
        foreach (var leaf in searcher.IndexReader.Leaves)
        {
            var reader = leaf.AtomicReader;
            var revisions = reader.GetNumericDocValues(SearchFields.Revision);
            for (var document = 0; document < reader.MaxDoc; document++)
            {
                if (reader.LiveDocs?.Get(document) ?? true)
                {
                    sum += revisions.Get(document);
                }
            }
        }

        return sum;
    }

    /// <summary>The indexed revision of each of these papers that is indexed.</summary>
    public static Dictionary<string, long> Find(IndexSearcher searcher, IReadOnlyList<IndexedPaper> papers)
    {
        var found = new Dictionary<string, long>();
        foreach (var leaf in searcher.IndexReader.Leaves)
        {
            var reader = leaf.AtomicReader;
            if (reader.GetTerms(SearchFields.PaperId) is not { } terms)
            {
                continue;
            }

            var revisions = reader.GetNumericDocValues(SearchFields.Revision);
            var ids = terms.GetEnumerator();
            DocsEnum? documents = null;
            foreach (var paper in papers)
            {
                if (!ids.SeekExact(new BytesRef(paper.PaperId)))
                {
                    continue;
                }

                documents = ids.Docs(reader.LiveDocs, documents, DocsFlags.NONE);
                if (documents.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
                {
                    found[paper.PaperId] = revisions.Get(documents.DocID);
                }
            }
        }

        return found;
    }
}
