using System.ComponentModel.DataAnnotations;

namespace Papers.Web.Subscribe;

internal sealed class SubscribeOptions
{
    public const string Section = "Web:Subscribe";

    [Range(1, 100_000, ErrorMessage = "set it between 1 and 100000 (how often one client may ask for mail in ten minutes)")]
    public int RequestsPerClient { get; init; } = 30;
}
