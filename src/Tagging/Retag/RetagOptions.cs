using System.ComponentModel.DataAnnotations;

namespace Papers.Tagging.Retag;

public sealed class RetagOptions
{
    public const string Section = "Tagging:Retag";

    /// <summary>Between two batches, so that a large library is read again beside the daily work and does not flood those who listen.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00", ErrorMessage = "Tagging:Retag:Pause is a time between 00:00:00 and 00:01:00.")]
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often to look for papers that a replica with an older vocabulary has read meanwhile.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Tagging:Retag:Interval is a time between 00:00:01 and a day.")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(10);
}
