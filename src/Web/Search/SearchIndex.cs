using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Microsoft.Extensions.Options;

namespace Papers.Web.Search;

/// <summary>
/// The index of one replica. One thread writes, any number search. A search started after <see cref="Apply"/> finds what it applied.
/// </summary>
internal sealed class SearchIndex : IDisposable
{
    private const string CursorKey = "cursor";
    private const string InstallationKey = "installation";
    private const string FormatKey = "format";

    // Change it whenever the fields of a document change.
    private const string Format = "2";

    private readonly string _folder;
    private readonly IndexWriter _writer;
    private readonly SearcherManager _searchers;
    private readonly IndexedPaperDocument _document = new();
    private string? _installation;
    private long _revisions;
    private bool _changed;

    public SearchIndex(IOptions<SearchOptions> options, ILogger<SearchIndex> logger)
    {
        (_folder, _writer) = SearchFolder.Open(options.Value, logger);
        _searchers = new SearcherManager(_writer, applyAllDeletes: true, new Searchers());
        var commit = _writer.CommitData;
        Cursor = commit.TryGetValue(CursorKey, out var cursor) ? SearchCursor.Parse(cursor) : SearchCursor.Start;
        _installation = commit.TryGetValue(FormatKey, out var format) && format == Format && commit.TryGetValue(InstallationKey, out var installation)
            ? installation
            : null;
        _revisions = Read(IndexedRevisions.Sum);
    }

    public SearchCursor Cursor { get; private set; }

    /// <summary>The sum of the revisions of all papers that a search started now finds.</summary>
    public long Revisions => Volatile.Read(ref _revisions);

    /// <summary>The number of papers that a search started now finds.</summary>
    public int Papers => Read(searcher => searcher.IndexReader.NumDocs);

    /// <summary>
    /// Empties an index of another database, one that is ahead of this database, as after a restored backup, or one in the format of an
    /// earlier version.
    /// </summary>
    /// <returns>Whether it was emptied.</returns>
    public bool ResetIfForeign(string installation, ulong newestTransaction)
    {
        if (_installation == installation && Cursor.Transaction <= newestTransaction)
        {
            return false;
        }

        _writer.DeleteAll();
        _installation = installation;
        Cursor = SearchCursor.Start;
        RefreshSearchers(0);
        return true;
    }

    /// <summary>Indexes papers, each once, removes those that were withdrawn, and moves to <paramref name="cursor"/>.</summary>
    public void Apply(IReadOnlyList<IndexedPaper> papers, SearchCursor cursor)
    {
        var previous = Read(searcher => IndexedRevisions.Find(searcher, papers));
        var added = 0L;
        foreach (var paper in papers)
        {
            var isKnown = previous.TryGetValue(paper.PaperId, out var revision);
            if (paper.IsWithdrawn)
            {
                _writer.DeleteDocuments(new Term(SearchFields.PaperId, paper.PaperId));
            }
            else if (isKnown)
            {
                _writer.UpdateDocument(new Term(SearchFields.PaperId, paper.PaperId), _document.ToDocument(paper));
            }
            else
            {
                _writer.AddDocument(_document.ToDocument(paper));
            }

            added += (paper.IsWithdrawn ? 0 : paper.Revision) - revision;
        }

        Cursor = cursor;
        RefreshSearchers(_revisions + added);
    }

    /// <summary>Makes applied papers durable, together with the cursor.</summary>
    public void Commit()
    {
        if (!_changed)
        {
            return;
        }

        _changed = false;
        _writer.SetCommitData(new Dictionary<string, string>
        {
            [FormatKey] = Format,
            [CursorKey] = Cursor.ToString(),
            [InstallationKey] = _installation ?? "",
        });
        _writer.Commit();
    }

    /// <summary>Reads from a snapshot of the index.</summary>
    public T Read<T>(Func<IndexSearcher, T> read)
    {
        var searcher = _searchers.Acquire();
        try
        {
            return read(searcher);
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    /// <summary>One page of the papers that match, in the order of <see cref="SearchFields.BestFirst"/>, and their total number.</summary>
    public SearchHits Search(Query query, int skip, int take) => Read(searcher =>
    {
        var found = searcher.Search(query, Math.Max(1, skip + take), SearchFields.BestFirst);
        var ids = found.ScoreDocs.Skip(skip).Take(take).Select(hit => IndexedPaperDocument.PaperIdOf(searcher, hit.Doc)).ToArray();
        return new SearchHits(ids, found.TotalHits);
    });

    /// <summary>Marks the index as corrupt, so that the next start rebuilds it.</summary>
    public void MarkCorrupt() => SearchFolder.MarkCorrupt(_folder);

    public void Dispose()
    {
        _searchers.Dispose();
        _writer.Dispose();
        _writer.Directory.Dispose();
    }

    private void RefreshSearchers(long revisions)
    {
        _changed = true;
        _searchers.MaybeRefreshBlocking();
        Volatile.Write(ref _revisions, revisions);
    }

    private sealed class Searchers : SearcherFactory
    {
        public override IndexSearcher NewSearcher(IndexReader reader) => new(reader) { Similarity = SearchFields.Similarity };
    }
}

internal sealed record SearchHits(string[] PaperIds, int Total);
