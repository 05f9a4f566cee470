using Papers.Contracts.LinkCheck;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>A finished check and the new state of its link.</summary>
internal sealed record FinishedCheck
{
    public required LeasedLink Link { get; init; }

    public required CheckResult Result { get; init; }

    public required LinkState State { get; init; }

    public required DateTimeOffset CheckedAt { get; init; }

    public LinkVerdict Verdict => State.Verdict ?? throw new InvalidOperationException("A checked link must have a verdict.");

    public string? Reason => Verdict == LinkVerdict.Alive ? null : CheckReasons.For(Result);

    public CheckedLink ToContract(string url) => new()
    {
        Url = url,
        Verdict = Verdict,
        Status = Result.Status,
        Reason = Reason,
        CheckedAt = CheckedAt,
    };
}
