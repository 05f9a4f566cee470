using System.ComponentModel.DataAnnotations;

namespace Papers.Tagging.Retag;

internal sealed class RetagOptions
{
    public const string Section = "Tagging:Retag";

    /// <summary>Between two batches: retagging a large library must not starve the daily work or flood the consumers of its events.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00",
        ErrorMessage = "set it between 00:00:00 and 00:01:00 (the time between two batches)")]
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often to look for papers that a replica with an older vocabulary has tagged since.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00",
        ErrorMessage = "set it between 00:00:01 and 1.00:00:00 (how often to look for papers to retag)")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(10);
}
