using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.Web.Layout;
using Papers.Web.Status;

namespace Papers.Web.Admin.Overview;

/// <summary>What the whole stack has done, and the buttons to have its facts told again.</summary>
internal static class OverviewEndpoints
{
    public static void MapOverview(this IEndpointRouteBuilder app)
    {
        app.MapGet("/admin", async (StatusReader status, OperatorDesk desk, CancellationToken cancellationToken, string? done = null) =>
        {
            var reading = status.ReadAsync(cancellationToken);
            var facts = await Task.WhenAll(RepublishedFacts.All.Select(async kind => new RetoldFacts(
                kind,
                await desk.AskAsync(kind.Owner, "/internal/republish", EventJson.Default.IReadOnlyListRepublishStatus))));
            return Pages.Render<OverviewPage>(new OverviewView { Reading = await reading, Facts = facts, Done = done });
        });
        app.MapPost("/admin/republish", async (HttpRequest request, OperatorDesk desk, CancellationToken cancellationToken) =>
            RepublishedFacts.Find(await SmallForm.ReadFieldAsync(request, "what", 20, cancellationToken)) is { } kind
                ? await desk.OrderAsync(kind.Owner, kind.Path, "/admin", Notes.Republish)
                : OperatorDesk.Refuse("There is nothing of that name to be told again.", "/admin", StatusCodes.Status400BadRequest));
    }
}

public sealed record OverviewView
{
    public required StatusReading Reading { get; init; }

    public required IReadOnlyList<RetoldFacts> Facts { get; init; }

    public string? Done { get; init; }
}

/// <param name="Progress">What their owner says of the last time.</param>
public sealed record RetoldFacts(RepublishedFacts Kind, Heard<IReadOnlyList<RepublishStatus>> Progress)
{
    public RepublishStatus? Last => Progress.Value?.FirstOrDefault(status => status.What == Kind.What);
}
