using Papers.Contracts.Ingest;
using Papers.Ingest.Merge;

namespace Papers.Ingest.Catalogue;

/// <summary>A paper that is none any more as other services are told of it.</summary>
internal static class WithdrawnPapers
{
    /// <summary>About how long one is as JSON.</summary>
    public const int Bytes = 200;

    public static WithdrawnPaper Of(CanonicalPaper paper, Withdrawal withdrawal) => new()
    {
        PaperId = new(paper.PaperId),
        Revision = paper.Revision,
        Reason = withdrawal.Reason,
        MergedInto = withdrawal.MergedInto is { } into ? new(into) : null,
        WithdrawnAt = withdrawal.At,
    };
}
