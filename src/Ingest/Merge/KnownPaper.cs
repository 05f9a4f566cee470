using Papers.Contracts.Ingest;

namespace Papers.Ingest.Merge;

/// <summary>A paper that a record of the batch may belong to, with what the batch has changed so far.</summary>
internal sealed class KnownPaper(string paperId)
{
    private readonly List<PaperChange> _changes = [];
    private readonly Dictionary<StatementId, KnownStatement> _statements = [];
    private readonly HashSet<StatementId> _changed = [];
    private readonly HashSet<StatementId> _removed = [];

    public string PaperId => paperId;

    /// <summary>Current and former title keys. For a stored paper at least those that the batch looked up.</summary>
    public HashSet<string> TitleKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>Current and former DOIs of statements with an arXiv id. For a stored paper at least those that the batch looked up.</summary>
    public HashSet<string> Dois { get; } = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<StatementId, KnownStatement> Statements => _statements;

    /// <summary>Null if the paper is new, or was not loaded because no record of the batch can change it.</summary>
    public CanonicalPaper? Canonical { get; private set; }

    /// <summary>Null unless the paper was withdrawn.</summary>
    public Withdrawal? Withdrawal { get; private set; }

    /// <summary>The revision that was published before the batch; null if no other service knows the paper.</summary>
    public int? PublishedRevision { get; private set; }

    public bool IsNew { get; init; }

    /// <summary>When Papers first read about it, or about a paper that was merged into it; null if that is now.</summary>
    public DateTimeOffset? FirstSeenAt { get; private set; }

    /// <summary>The revisions that the batch replaced, the oldest first.</summary>
    public IReadOnlyList<PaperChange> Changes => _changes;

    public bool IsRevised => Canonical is not null && (IsNew || _changes.Count > 0);

    public bool IsLive => Canonical is not null && Withdrawal is null;

    public IEnumerable<KnownStatement> ChangedStatements => _changed.Select(id => _statements[id]);

    /// <summary>The statements that belonged here before the batch and have moved to another paper.</summary>
    public IReadOnlyCollection<StatementId> RemovedStatements => _removed;

    public bool IsTouched => _changed.Count > 0 || _removed.Count > 0 || IsRevised;

    /// <summary>What the batch added to <see cref="TitleKeys"/>.</summary>
    public HashSet<string> NewTitleKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>What the batch added to <see cref="Dois"/>.</summary>
    public HashSet<string> NewDois { get; } = new(StringComparer.Ordinal);

    /// <summary>A fixed paper has an arXiv id or was decided on by an admin: statements move to it, and it is never merged automatically.</summary>
    public bool IsFixed => _statements.Values.Any(statement => !statement.IsMovable);

    public bool HasArxivId(string arxivId) =>
        _statements.Values.Any(statement => statement.Key == arxivId && statement.Placement != StatementPlacement.Apart);

    /// <summary>Adds a statement as stored.</summary>
    public void Restore(KnownStatement statement) => _statements[statement.Id] = statement;

    public void Restore(CanonicalPaper stored, Withdrawal? withdrawal)
    {
        Canonical = stored;
        FirstSeenAt = stored.FirstSeenAt;
        Withdrawal = withdrawal;
        PublishedRevision = withdrawal is null ? stored.Revision : null;
    }

    /// <summary>Adds or replaces a statement; see <see cref="KnownPapers.Put"/>.</summary>
    public void Put(KnownStatement statement)
    {
        _statements[statement.Id] = statement;
        _changed.Add(statement.Id);
        _removed.Remove(statement.Id);
    }

    public void Remove(StatementId id)
    {
        _statements.Remove(id);
        _changed.Remove(id);
        _removed.Add(id);
    }

    public void Revise(CanonicalPaper next, IReadOnlyList<string> fields)
    {
        if (Canonical is { } before)
        {
            _changes.Add(new(before, fields));
        }

        Canonical = next;
        FirstSeenAt = next.FirstSeenAt;
        Withdrawal = null;
    }

    public void KeepEarliestSight(KnownPaper other) =>
        FirstSeenAt = other.FirstSeenAt < (FirstSeenAt ?? DateTimeOffset.MaxValue) ? other.FirstSeenAt : FirstSeenAt;

    public void Withdraw(Withdrawal withdrawal)
    {
        if (Canonical is { } before)
        {
            _changes.Add(new(before, ["withdrawn"]));
            Canonical = before with { Revision = before.Revision + 1 };
            Withdrawal = withdrawal;
        }
    }
}

/// <param name="MergedInto">The paper that it was merged into; null if its sources deleted it.</param>
internal sealed record Withdrawal(string? MergedInto, DateTimeOffset At)
{
    public WithdrawalReason Reason => MergedInto is null ? WithdrawalReason.Deleted : WithdrawalReason.Merged;
}

/// <param name="Before">The record before the change.</param>
/// <param name="Fields">The fields that the next revision changes.</param>
internal sealed record PaperChange(CanonicalPaper Before, IReadOnlyList<string> Fields);
