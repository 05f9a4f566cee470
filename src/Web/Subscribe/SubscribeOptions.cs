using System.ComponentModel.DataAnnotations;

namespace Papers.Web.Subscribe;

internal sealed class SubscribeOptions
{
    public const string Section = "Web:Subscribe";

    [Range(1, 100_000, ErrorMessage = "Web:Subscribe:RequestsPerClient is how often one client may subscribe in ten minutes: set it from 1 to 100000.")]
    public int RequestsPerClient { get; init; } = 30;
}
