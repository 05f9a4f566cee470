using System.ComponentModel.DataAnnotations;

namespace Papers.Web.Submit;

internal sealed class SubmitOptions
{
    public const string Section = "Web:Submit";

    [Range(1, 100_000, ErrorMessage = "Web:Submit:RequestsPerClient is how many papers one client may submit in ten minutes: set it from 1 to 100000.")]
    public int RequestsPerClient { get; init; } = 30;
}
