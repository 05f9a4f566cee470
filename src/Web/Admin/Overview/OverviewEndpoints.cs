using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.Web.Layout;
using Papers.Web.Status;

namespace Papers.Web.Admin.Overview;

/// <summary>The counts of all services, and the buttons to republish their data.</summary>
internal static class OverviewEndpoints
{
    private const string Page = "/admin";

    public static void MapOverview(this IEndpointRouteBuilder app)
    {
        app.MapGet(Page, async (StatusReader status, AdminClient client, CancellationToken cancellationToken, string? done = null) =>
        {
            var reading = status.ReadAsync(cancellationToken);
            var progress = await Task.WhenAll(RepublishTarget.All.Select(async target => new RepublishProgress(
                target,
                await client.GetAsync(target.Owner, RepublishTarget.StatusPath, EventJson.Default.IReadOnlyListRepublishStatus, cancellationToken))));
            return Pages.Render<OverviewPage>(new OverviewView { Reading = await reading, Republish = progress, Done = done });
        });
        app.MapPost($"{Page}/republish", async Task<Results<SeeOther, RazorComponentResult<RejectionPage>>> (
            HttpRequest request,
            AdminClient client,
            CancellationToken cancellationToken) =>
            RepublishTarget.Find(await SmallForm.ReadFieldAsync(request, "what", 20, cancellationToken)) is { } target
                ? await client.PostAsync(target.Owner, target.Path, Page, Notices.Republishing, cancellationToken)
                : AdminClient.Reject("Unknown republish target.", Page, StatusCodes.Status400BadRequest));
    }
}

public sealed record OverviewView
{
    public required StatusReading Reading { get; init; }

    public required IReadOnlyList<RepublishProgress> Republish { get; init; }

    public string? Done { get; init; }
}

/// <param name="Progress">What the owner says of its last republishing.</param>
public sealed record RepublishProgress(RepublishTarget Target, Answer<IReadOnlyList<RepublishStatus>> Progress)
{
    public RepublishStatus? Last => Progress.Value?.FirstOrDefault(status => status.What == Target.What);
}
