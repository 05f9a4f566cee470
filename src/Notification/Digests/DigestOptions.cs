using System.ComponentModel.DataAnnotations;

namespace Papers.Notification.Digests;

internal sealed class DigestOptions
{
    public const string Section = "Notification";

    [Range(1, 50, ErrorMessage = "set it between 1 and 50 (how many papers a mail has at most)")]
    public int PapersPerDigest { get; set; } = 12;
}
