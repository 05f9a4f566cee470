using Papers.Contracts.Ingest;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>
/// Takes records and deletions one after the other, and decides for each of which paper it is and whether that paper is new, changed or unchanged by
/// it. What is to be saved in the end is in <see cref="KnownPapers.All"/>; nothing is read or written here.
/// </summary>
/// <param name="now">When what is new counts as first seen.</param>
/// <param name="readAt">When the text was got that says it.</param>
public sealed class MergeBatch(KnownPapers papers, DateTimeOffset now, DateTimeOffset readAt)
{
    private readonly SettlePapers _settle = new(papers, now);
    private readonly HashSet<KnownPaper> _placed = [];

    /// <summary>The papers whose statements or lookup keys may have changed: they may now resemble others.</summary>
    public IReadOnlyCollection<KnownPaper> Placed => _placed;

    /// <exception cref="InvalidOperationException">The record says something new of a paper that was not loaded whole.</exception>
    public RecordOutcome Apply(DigestedRecord said)
    {
        var id = new StatementId(said.Record.Source, said.Key);
        var paper = papers.FindStatement(id);
        if (paper?.Statements[id] is { } statement)
        {
            if (statement.IsOldNews(said, readAt))
            {
                return RecordOutcome.Unchanged;
            }

            var isEarlier = IsEarlier(said.Record, statement.Loaded.Record);
            papers.Say(paper, isEarlier ? statement.Remembering(said) : statement.ReplacedBy(said));
        }
        else
        {
            paper = said.Record.ArxivId is { } arxivId ? papers.FindByArxivId(arxivId) : null;
            papers.Say(paper ?? papers.Add(said, byTitle: false), KnownStatement.First(said));
        }

        return Settle(papers.FindStatement(id)!, id); // it was put there just now
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

        papers.Say(paper, statement.Deleted(deletion.DeletedAt, readAt));
        return _settle.Remerge([paper]).Count > 0 ? RecordOutcome.Changed : RecordOutcome.Unchanged;
    }

    /// <summary>Takes up what an admin has put elsewhere.</summary>
    /// <param name="touched">Papers from which, or to which, statements were moved.</param>
    public void Settle(IReadOnlyList<KnownPaper> touched)
    {
        foreach (var ended in touched.Where(paper => paper.Statements.Count == 0))
        {
            _settle.End(ended, touched[0]);
        }

        var statements = touched.SelectMany(paper => paper.Statements.Values).ToList();
        var titles = statements.SelectMany(statement => statement.TitleKeys).ToHashSet(StringComparer.Ordinal);
        var dois = statements.SelectMany(statement => statement.Dois).ToHashSet(StringComparer.Ordinal);
        var placed = touched.Concat(_settle.Place(titles, dois, newcomer: null)).ToHashSet();
        _placed.UnionWith(placed);
        _settle.Remerge(placed);
    }

    private RecordOutcome Settle(KnownPaper paper, StatementId id)
    {
        // Who else is there by one of the paper's titles depends on all that the paper is known by.
        var titleKeys = paper.Statements.Values.SelectMany(statement => statement.TitleKeys).ToHashSet(StringComparer.Ordinal);
        var dois = paper.Statements.Values.SelectMany(statement => statement.Dois).ToHashSet(StringComparer.Ordinal);
        var near = papers.Near(titleKeys, dois);
        IReadOnlyCollection<KnownPaper> touched = [paper];
        if (near.Count > 1 || near.Exists(each => each.Statements.Values.Any(statement => statement.IsLoose)))
        {
            touched = _settle.Place(titleKeys, dois, paper);
            _placed.UnionWith(touched);
        }

        var home = papers.FindStatement(id);
        var isMade = home?.Canonical is null;
        return _settle.Remerge(touched).Count == 0 ? RecordOutcome.Unchanged
            : isMade ? RecordOutcome.New
            : RecordOutcome.Changed;
    }

    // Of one source a lower version, or of the same version an earlier day, is old news, in whatever order the files come.
    private static bool IsEarlier(SourceRecord record, SourceRecord held) =>
        (record.ArxivVersion ?? 0).CompareTo(held.ArxivVersion ?? 0) switch
        {
            < 0 => true,
            > 0 => false,
            _ => record.Day < held.Day,
        };
}

/// <summary>Of which paper a record is in the end, and what it meant for it.</summary>
public sealed record SavedRecord(string PaperId, RecordOutcome Outcome);

/// <summary>What a record meant for its paper.</summary>
public enum RecordOutcome
{
    New,
    Changed,
    Unchanged,
}
