using System.ComponentModel.DataAnnotations;

namespace Papers.Web.Submit;

internal sealed class SubmitOptions
{
    public const string Section = "Web:Submit";

    [Range(1, 100_000, ErrorMessage = "set it between 1 and 100000 (how many papers one client may ask for in ten minutes)")]
    public int RequestsPerClient { get; init; } = 30;
}
