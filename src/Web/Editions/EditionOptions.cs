using System.ComponentModel.DataAnnotations;

namespace Papers.Web.Editions;

internal sealed class EditionOptions
{
    public const string Section = "Web:Editions";

    /// <summary>The time of day, in UTC, at which the daily edition is ranked and sent.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:59", ErrorMessage = "set it to a time of day in UTC, such as 06:00")]
    public TimeSpan DailyAt { get; init; } = TimeSpan.FromHours(6);
}
