using Papers.Contracts.Ingest;

namespace Papers.Ingest.Merge;

/// <summary>A paper that a record of the batch may be of, with what the batch has made of it so far.</summary>
public sealed class KnownPaper(string paperId)
{
    private readonly List<PaperChange> _changes = [];
    private readonly Dictionary<StatementId, KnownStatement> _statements = [];
    private readonly HashSet<StatementId> _changed = [];
    private readonly HashSet<StatementId> _gone = [];

    public string PaperId => paperId;

    /// <summary>The keys of titles that lead here, and perhaps of some that do no more; of a stored paper those at least that the batch asks for.</summary>
    public HashSet<string> TitleKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>The same of the DOIs that stand beside an arXiv identifier.</summary>
    public HashSet<string> Dois { get; } = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<StatementId, KnownStatement> Statements => _statements;

    /// <summary>Null where it is new, or was not loaded since no record of the batch says anything new of it.</summary>
    public CanonicalPaper? Canonical { get; private set; }

    /// <summary>Null while it stands.</summary>
    public Withdrawal? Withdrawal { get; private set; }

    /// <summary>What others were told last, before the batch; null where they know of no such paper.</summary>
    public int? ToldRevision { get; private set; }

    public bool IsNew { get; init; }

    /// <summary>When Papers first read of it, or of one that is part of it now; null where that is now.</summary>
    public DateTimeOffset? FirstSeenAt { get; private set; }

    /// <summary>The revisions that the batch replaced, the oldest first.</summary>
    public IReadOnlyList<PaperChange> Changes => _changes;

    public bool IsRevised => Canonical is not null && (IsNew || _changes.Count > 0);

    public bool Stands => Canonical is not null && Withdrawal is null;

    public IEnumerable<KnownStatement> ChangedStatements => _changed.Select(id => _statements[id]);

    /// <summary>The statements that stood here before the batch and stand elsewhere now.</summary>
    public IReadOnlyCollection<StatementId> GoneStatements => _gone;

    public bool IsTouched => _changed.Count > 0 || _gone.Count > 0 || IsRevised;

    /// <summary>What the batch added to <see cref="TitleKeys"/> and <see cref="Dois"/>.</summary>
    public HashSet<string> NewTitleKeys { get; } = new(StringComparer.Ordinal);

    public HashSet<string> NewDois { get; } = new(StringComparer.Ordinal);

    /// <summary>Statements join it, and it joins no other by itself: it has an arXiv identifier, or an admin has decided on it.</summary>
    public bool IsAnchored => _statements.Values.Any(statement => !statement.IsLoose);

    /// <summary>The arXiv identifiers that lead to it.</summary>
    public bool IsHomeOf(string arxivId) =>
        _statements.Values.Any(statement => statement.Key == arxivId && statement.Placement != StatementPlacement.Apart);

    /// <summary>Adds a statement as it is stored.</summary>
    public void Restore(KnownStatement statement) => _statements[statement.Id] = statement;

    public void Restore(CanonicalPaper stored, Withdrawal? withdrawal)
    {
        Canonical = stored;
        FirstSeenAt = stored.FirstSeenAt;
        Withdrawal = withdrawal;
        ToldRevision = withdrawal is null ? stored.Revision : null;
    }

    public void Say(KnownStatement statement)
    {
        _statements[statement.Id] = statement;
        _changed.Add(statement.Id);
        _gone.Remove(statement.Id);
    }

    /// <summary>Gives a statement up.</summary>
    public void Lose(StatementId id)
    {
        _statements.Remove(id);
        _changed.Remove(id);
        _gone.Add(id);
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

    /// <summary>Takes the other's first sight where that was earlier.</summary>
    public void Inherit(KnownPaper other) => FirstSeenAt = other.FirstSeenAt < (FirstSeenAt ?? DateTimeOffset.MaxValue) ? other.FirstSeenAt : FirstSeenAt;

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

/// <param name="MergedInto">The paper that it is part of now; null where its sources have deleted it.</param>
public sealed record Withdrawal(string? MergedInto, DateTimeOffset At)
{
    public WithdrawalReason Reason => MergedInto is null ? WithdrawalReason.Deleted : WithdrawalReason.Merged;
}

/// <param name="Before">The record as it was.</param>
/// <param name="Fields">In which of them the next revision says otherwise.</param>
public sealed record PaperChange(CanonicalPaper Before, IReadOnlyList<string> Fields);
