using Papers.Contracts.Operations;
using Papers.Web.Layout;
using Papers.Web.Services;

namespace Papers.Web.Admin.Faults;

/// <summary>The messages that failed for good, and the button to send one again.</summary>
internal static class FaultPages
{
    private const string Page = "/admin/faults";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    public static void MapFaultPages(this IEndpointRouteBuilder app)
    {
        app.MapGet(Page, async (FaultDesk faults, TimeProvider time, string? done = null) =>
        {
            using var limit = new CancellationTokenSource(s_limit, time);
            var (found, silent) = await faults.ListWhatAnswersAsync(limit.Token);
            return Pages.Render<FaultsPage>(new FaultsView(found, silent, done));
        });
        app.MapPost($"{Page}/{{id:guid}}/retry", async (Guid id, FaultDesk faults, TimeProvider time) =>
        {
            using var limit = new CancellationTokenSource(s_limit, time);
            try
            {
                return await faults.RetryAsync(id, limit.Token)
                    ? OperatorDesk.Done(Page, Notes.Retried)
                    : OperatorDesk.Refuse("There is no such message any more: it may have been sent again already.", Page, StatusCodes.Status404NotFound);
            }
            catch (SilentPartException silence)
            {
                return OperatorDesk.Refuse(silence.Message, Page, StatusCodes.Status503ServiceUnavailable);
            }
        });
    }
}

/// <param name="Silent">The parts that did not answer, and why.</param>
public sealed record FaultsView(IReadOnlyList<Fault> Faults, IReadOnlyList<string> Silent, string? Done);
