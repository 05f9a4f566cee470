namespace Papers.Ingest.Merge;

/// <summary>A paper that a record of the batch may be of, with what the batch has made of it so far.</summary>
public sealed class KnownPaper(string paperId)
{
    private readonly List<PaperChange> _changes = [];

    public string PaperId => paperId;

    public string? ArxivId { get; set; }

    public IReadOnlyList<string> Authors { get; set; } = [];

    /// <summary>The keys of all titles that a source ever gave it; of a stored paper those at least that the batch asks for.</summary>
    public HashSet<string> TitleKeys { get; init; } = [];

    /// <summary>By source.</summary>
    public Dictionary<string, SourceStatement> Statements { get; init; } = [];

    /// <summary>Null where it is new, or was not loaded since no record of the batch says anything new of it.</summary>
    public CanonicalPaper? Canonical { get; private set; }

    public bool IsNew { get; init; }

    /// <summary>The revisions that the batch replaced, the oldest first.</summary>
    public IReadOnlyList<PaperChange> Changes => _changes;

    public bool IsRevised => Canonical is not null && (IsNew || _changes.Count > 0);

    /// <summary>The sources whose statements the batch changed.</summary>
    public HashSet<string> ChangedSources { get; } = [];

    /// <summary>The title keys that the batch added.</summary>
    public HashSet<string> NewTitleKeys { get; } = [];

    public void Load(CanonicalPaper stored)
    {
        Canonical = stored;
        ArxivId = stored.ArxivId;
        Authors = stored.Authors;
    }

    public void Say(SourceStatement statement)
    {
        Statements[statement.Source] = statement;
        ChangedSources.Add(statement.Source);
    }

    public void Revise(CanonicalPaper next, IReadOnlyList<string> fields)
    {
        if (Canonical is { } before)
        {
            _changes.Add(new(before, fields));
        }

        Load(next);
    }
}

/// <param name="Before">The record as it was.</param>
/// <param name="Fields">In which of them the next revision says otherwise.</param>
public sealed record PaperChange(CanonicalPaper Before, IReadOnlyList<string> Fields);
