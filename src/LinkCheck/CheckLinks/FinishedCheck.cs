using Papers.Contracts.LinkCheck;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>A check that ended, and what is thought of the link since.</summary>
public sealed record FinishedCheck
{
    public required TakenLink Link { get; init; }

    public required CheckResult Result { get; init; }

    public required LinkState State { get; init; }

    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>A check always ends with one.</summary>
    public LinkVerdict Verdict => State.Verdict ?? throw new InvalidOperationException("A checked link has a verdict.");

    public string? Reason => Verdict == LinkVerdict.Alive ? null : CheckReasons.Of(Result);

    public CheckedLink ToContract(string url) => new()
    {
        Url = url,
        Verdict = Verdict,
        Status = Result.Status,
        Reason = Reason,
        CheckedAt = CheckedAt,
    };
}
