using System.ComponentModel.DataAnnotations;

namespace Papers.Ingest.Harvest;

/// <summary>Settings under <c>Ingest:Harvest</c>, for all sources.</summary>
internal sealed class HarvestOptions
{
    public const string Section = "Ingest:Harvest";

    /// <summary>How sources can reach the operator: a mail or web address, sent in the User-Agent.</summary>
    [StringLength(200, ErrorMessage = "give one address, such as mailto:papers@example.org")]
    public string? Contact { get; set; }

    /// <summary>How often to check for due harvests.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00", ErrorMessage = "set it between 00:00:00.05 and 00:05:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);
}
