using Papers.Contracts.Ingest;
using Papers.Ingest.Merge;

namespace Papers.Ingest.Catalogue;

/// <summary>The event payload of a withdrawn paper.</summary>
internal static class WithdrawnPapers
{
    /// <summary>The approximate size as JSON, in bytes.</summary>
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
