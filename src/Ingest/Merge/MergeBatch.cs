using Papers.Contracts.Ingest;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>
/// Applies records and deletions one after the other: decides which paper each belongs to, and whether that paper is new, changed or unchanged.
/// The result is in <see cref="KnownPapers.All"/>; nothing is read or written here.
/// </summary>
/// <param name="now">The first-seen time of new papers.</param>
/// <param name="readAt">When the text with the records was fetched.</param>
internal sealed class MergeBatch(KnownPapers papers, DateTimeOffset now, DateTimeOffset readAt)
{
    private readonly ReconcilePapers _reconcile = new(papers, now);
    private readonly HashSet<KnownPaper> _placed = [];
    private readonly HashSet<StatementId> _seen = [];

    /// <summary>The papers whose statements or lookup keys may have changed, and which may now resemble others.</summary>
    public IReadOnlyCollection<KnownPaper> Placed => _placed;

    /// <exception cref="InvalidOperationException">The record changes a paper that was not fully loaded.</exception>
    public RecordOutcome Apply(DigestedRecord record)
    {
        var id = new StatementId(record.Record.Source, record.Key);
        var paper = papers.FindStatement(id);
        if (paper?.Statements[id] is { } statement)
        {
            if (statement.ChangesNothing(record, readAt))
            {
                _seen.Add(id);
                return RecordOutcome.Unchanged;
            }

            if (IsOtherPaper(record, statement))
            {
                return RecordOutcome.Conflict;
            }

            var isEarlier = IsEarlier(record.Record, statement.Record) || statement.IsDeleted && !statement.IsAfterDeletion(record, readAt);
            papers.Put(paper, isEarlier ? statement.WithEarlier(record) : statement.ReplacedBy(record));
            _seen.Add(id);
        }
        else
        {
            paper = record.Record.ArxivId is { } arxivId ? papers.FindByArxivId(arxivId) : null;
            papers.Put(paper ?? papers.Add(record, byTitle: false), KnownStatement.First(record));
            _seen.Add(id);
        }

        return Reconcile(papers.FindStatement(id)!, id); // just added above
    }

    public RecordOutcome Apply(DeletedRecord deletion)
    {
        if (!ArxivId.TryParse(deletion.ArxivId, out var arxivId)
            || papers.FindStatement(new(deletion.Source, arxivId.Value)) is not { } paper
            || paper.Statements[new(deletion.Source, arxivId.Value)] is not { } statement
            || statement.DeletedAt >= deletion.DeletedAt)
        {
            return RecordOutcome.Unchanged;
        }

        papers.Put(paper, statement.Deleted(deletion.DeletedAt, readAt));
        return _reconcile.Remerge([paper]).Count > 0 ? RecordOutcome.Changed : RecordOutcome.Unchanged;
    }

    /// <summary>Merges the papers again after an admin moved statements between them.</summary>
    public void Reconcile(IReadOnlyList<KnownPaper> touched)
    {
        foreach (var ended in touched.Where(paper => paper.Statements.Count == 0))
        {
            _reconcile.End(ended, touched[0]);
        }

        var statements = touched.SelectMany(paper => paper.Statements.Values).ToList();
        var titles = statements.SelectMany(statement => statement.TitleKeys).ToHashSet(StringComparer.Ordinal);
        var dois = statements.SelectMany(statement => statement.Dois).ToHashSet(StringComparer.Ordinal);
        var placed = touched.Concat(_reconcile.Place(titles, dois, newcomer: null)).ToHashSet();
        _placed.UnionWith(placed);
        _reconcile.Remerge(placed);
    }

    private RecordOutcome Reconcile(KnownPaper paper, StatementId id)
    {
        // Any title or DOI of the paper, not only the record's, can have a movable statement elsewhere that now belongs here.
        var titleKeys = paper.Statements.Values.SelectMany(statement => statement.TitleKeys).ToHashSet(StringComparer.Ordinal);
        var dois = paper.Statements.Values.SelectMany(statement => statement.Dois).ToHashSet(StringComparer.Ordinal);
        var neighbours = papers.Neighbours(titleKeys, dois);
        IReadOnlyCollection<KnownPaper> touched = [paper];
        if (neighbours.Count > 1 || neighbours.Exists(each => each.Statements.Values.Any(statement => statement.IsMovable)))
        {
            touched = _reconcile.Place(titleKeys, dois, paper);
            _placed.UnionWith(touched);
        }

        var isMade = papers.FindStatement(id)?.Canonical is null;
        return _reconcile.Remerge(touched).Count == 0 ? RecordOutcome.Unchanged
            : isMade ? RecordOutcome.New
            : RecordOutcome.Changed;
    }

    // A DOI can be wrong, and a title with authors shared (editorials). Another record of one source under such a key is another paper, not a new text of
    // the same one, if both are in one batch, since a source does not contradict itself at once, or if they have no words in common.
    private bool IsOtherPaper(DigestedRecord record, KnownStatement statement)
    {
        if (RecordKey.IsArxivId(record.Key) || statement.IsDeleted)
        {
            return false;
        }

        var (text, held) = (record.Record.Abstract, statement.Record.Abstract);
        return _seen.Contains(statement.Id)
            ? TitleKey.Normalise(text) != TitleKey.Normalise(held)
            : SharedWords.Of(text, held) < SharedWords.LeastOfOnePaper
                && (!RecordKey.IsDoi(record.Key) || SharedWords.Of(record.Record.Title, statement.Record.Title) < SharedWords.LeastOfOnePaper);
    }

    // A lower version, or an earlier day of the same version, is older in whatever order files arrive.
    private static bool IsEarlier(SourceRecord record, SourceRecord held) =>
        (record.ArxivVersion ?? 0).CompareTo(held.ArxivVersion ?? 0) switch
        {
            < 0 => true,
            > 0 => false,
            _ => record.Day < held.Day,
        };
}

/// <summary>The paper that a record ended up in, and the record's effect.</summary>
internal sealed record SavedRecord(string PaperId, RecordOutcome Outcome);

/// <summary>The effect of a record on its paper.</summary>
internal enum RecordOutcome
{
    New,
    Changed,
    Unchanged,

    /// <summary>Not saved: the source has another paper under the same key.</summary>
    Conflict,
}
