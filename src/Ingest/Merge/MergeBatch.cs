using Papers.Ingest.Sources;

namespace Papers.Ingest.Merge;

/// <summary>
/// Takes records one after the other, and decides for each of which paper it is and whether that paper is new, changed or unchanged by it. What is
/// to be saved in the end is in <see cref="KnownPapers.All"/>; nothing is read or written here.
/// </summary>
/// <param name="now">When what is new counts as first seen.</param>
public sealed class MergeBatch(KnownPapers papers, DateTimeOffset now)
{
    /// <exception cref="InvalidOperationException">The record says something new of a paper that was not loaded whole.</exception>
    public SavedRecord Apply(DigestedRecord said)
    {
        var paper = papers.Find(said) ?? papers.Add(said);
        var statement = paper.Statements.GetValueOrDefault(said.Record.Source);
        if (statement?.Knows(said) == true)
        {
            return new(paper.PaperId, RecordOutcome.Unchanged);
        }

        var outcome = RecordOutcome.Unchanged;
        if (statement is not null && IsEarlier(said.Record, Loaded(statement, paper)))
        {
            paper.Say(statement.Remembering(said));
        }
        else
        {
            paper.Say(statement?.ReplacedBy(said) ?? SourceStatement.First(said));
            outcome = Remerge(paper);
        }

        papers.Learn(paper, said.TitleKey);
        return new(paper.PaperId, outcome);
    }

    private RecordOutcome Remerge(KnownPaper paper)
    {
        var said = paper.Statements.Values.Select(statement => Loaded(statement, paper));
        if (paper.Canonical is not { } before)
        {
            var first = PaperMerge.Merge(paper.PaperId, revision: 1, now, said);
            paper.Revise(paper.IsNew ? first : throw NotLoaded(paper), []);
            return RecordOutcome.New;
        }

        var next = PaperMerge.Merge(paper.PaperId, before.Revision + 1, before.FirstSeenAt, said);
        var fields = next.ChangesSince(before);
        if (fields.Count == 0)
        {
            return RecordOutcome.Unchanged;
        }

        paper.Revise(next, fields);
        return RecordOutcome.Changed;
    }

    // Of one source a lower version, or of the same version an earlier day, is old news, in whatever order the files come.
    private static bool IsEarlier(SourceRecord record, SourceRecord held) =>
        (record.ArxivVersion ?? 0).CompareTo(held.ArxivVersion ?? 0) switch
        {
            < 0 => true,
            > 0 => false,
            _ => record.Day < held.Day,
        };

    private static SourceRecord Loaded(SourceStatement statement, KnownPaper paper) => statement.Said?.Record ?? throw NotLoaded(paper);

    private static InvalidOperationException NotLoaded(KnownPaper paper) => new($"The paper {paper.PaperId} was to be merged, but not loaded.");
}

/// <summary>Of which paper a record is, and what it meant for it.</summary>
public sealed record SavedRecord(string PaperId, RecordOutcome Outcome);

/// <summary>What a record meant for its paper.</summary>
public enum RecordOutcome
{
    New,
    Changed,
    Unchanged,
}
