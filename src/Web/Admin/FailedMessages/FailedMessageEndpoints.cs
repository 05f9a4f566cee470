using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Contracts;
using Papers.Contracts.Operations;
using Papers.Web.Layout;
using Papers.Web.Services;

namespace Papers.Web.Admin.FailedMessages;

/// <summary>The messages that failed permanently, and the button to retry one.</summary>
internal static class FailedMessageEndpoints
{
    private const string Page = "/admin/failed-messages";

    public static void MapFailedMessages(this IEndpointRouteBuilder app)
    {
        app.MapGet(Page, async (FailedMessageClient client, CancellationToken cancellationToken, string? done = null) =>
        {
            var (messages, unavailable) = await client.ListAsync(cancellationToken);
            return Pages.Render<FailedMessagesPage>(new FailedMessagesView(messages, [.. unavailable.Select(one => one.Message)], done));
        });
        app.MapPost($"{Page}/{{id:guid}}/retry", async Task<Results<SeeOther, RazorComponentResult<RejectionPage>>> (
            Guid id,
            FailedMessageClient client,
            CancellationToken cancellationToken) =>
            await client.RetryAsync(id, cancellationToken)
                ? AdminClient.Done(Page, Notices.Retried)
                : AdminClient.Reject("Message not found. It may have been retried already.", Page, StatusCodes.Status404NotFound));
    }

    public static void MapFailedMessageApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("", async (FailedMessageClient client, CancellationToken cancellationToken) =>
        {
            var (messages, unavailable) = await client.ListAsync(cancellationToken);
            return unavailable.Count == 0
                ? TypedResults.Json(messages, EventJson.Default.IReadOnlyListFault)
                : throw new ServiceUnavailableException(unavailable);
        });
        api.MapPost("/{id:guid}/retry", async Task<Results<Accepted, ProblemHttpResult>> (
            Guid id,
            FailedMessageClient client,
            CancellationToken cancellationToken) =>
            await client.RetryAsync(id, cancellationToken)
                ? TypedResults.Accepted((string?)null)
                : TypedResults.Problem($"There is no failed message {id}.", statusCode: StatusCodes.Status404NotFound));
    }
}

/// <param name="Unavailable">The services that are unavailable, and why.</param>
public sealed record FailedMessagesView(IReadOnlyList<Fault> Messages, IReadOnlyList<string> Unavailable, string? Done);
