using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Web.Layout;
using Papers.Web.Services;

namespace Papers.Web.Admin.Merge;

/// <summary>Papers that may be one, and why a paper's record says what it says; with the forms to join and to split.</summary>
internal static class MergeEndpoints
{
    private const string TwinsAddress = "/admin/twins";
    private const string PaperAddress = "/admin/papers";

    public static void MapMerge(this IEndpointRouteBuilder app)
    {
        app.MapGet(TwinsAddress, async (OperatorDesk desk, string? after = null, string? done = null) =>
            Pages.Render<TwinsPage>(new TwinsView(await desk.AskAsync(StackParts.Ingest, TwinsPath(after), EventJson.Default.TwinList), done)));
        app.MapPost($"{TwinsAddress}/{{id:long}}/join", (long id, OperatorDesk desk) =>
            desk.OrderAsync(StackParts.Ingest, $"/internal/twins/{id}/join", TwinsAddress, Notes.Joined));
        app.MapPost($"{TwinsAddress}/{{id:long}}/dismiss", (long id, OperatorDesk desk) =>
            desk.OrderAsync(StackParts.Ingest, $"/internal/twins/{id}/dismiss", TwinsAddress, Notes.Dismissed));
        app.MapGet(PaperAddress, ShowAsync);
        app.MapPost($"{PaperAddress}/split", SplitAsync);
    }

    public static void MapMergeApi(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/twins", (StackParts parts, CancellationToken cancellationToken, string? after = null) =>
            PartRelay.RelayAsync(parts, StackParts.Ingest, HttpMethod.Get, TwinsPath(after), cancellationToken));
        admin.MapPost("/twins/{id:long}/join", (long id, StackParts parts, CancellationToken cancellationToken) =>
            PartRelay.RelayAsync(parts, StackParts.Ingest, HttpMethod.Post, $"/internal/twins/{id}/join", cancellationToken));
        admin.MapPost("/twins/{id:long}/dismiss", (long id, StackParts parts, CancellationToken cancellationToken) =>
            PartRelay.RelayAsync(parts, StackParts.Ingest, HttpMethod.Post, $"/internal/twins/{id}/dismiss", cancellationToken));
        admin.MapGet("/papers", (string id, StackParts parts, CancellationToken cancellationToken) =>
            PartRelay.RelayAsync(parts, StackParts.Ingest, HttpMethod.Get, PathOf(id), cancellationToken));
        admin.MapPost("/papers/split", (string id, string source, StackParts parts, CancellationToken cancellationToken, string? key = null) =>
            PartRelay.RelayAsync(parts, StackParts.Ingest, HttpMethod.Post, SplitPath(id, source, key), cancellationToken));
    }

    /// <summary>The page that tells all of one paper.</summary>
    public static string AddressOf(PaperId id) => $"{PaperAddress}?id={Uri.EscapeDataString(id.Value)}";

    private static async Task<Results<RazorComponentResult<CataloguedPage>, RedirectHttpResult>> ShowAsync(
        OperatorDesk desk,
        string? id = null,
        string? done = null)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            return TypedResults.Redirect(TwinsAddress);
        }

        var paper = await desk.AskAsync(StackParts.Ingest, PathOf(id.Trim()), EventJson.Default.CataloguedPaper);
        var status = paper is { Value: null, Silence: null } ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        return Pages.Render<CataloguedPage>(new CataloguedView(id.Trim(), paper, done), status);
    }

    private static async Task<IResult> SplitAsync(HttpRequest request, OperatorDesk desk, CancellationToken cancellationToken)
    {
        var id = await SmallForm.ReadFieldAsync(request, "id", 300, cancellationToken);
        var source = await SmallForm.ReadFieldAsync(request, "source", 100, cancellationToken);
        var key = await SmallForm.ReadFieldAsync(request, "key", 1_000, cancellationToken);
        return id is null || source is null
            ? OperatorDesk.Refuse("Which statement of which paper?", TwinsAddress, StatusCodes.Status400BadRequest)
            : await desk.OrderAsync(StackParts.Ingest, SplitPath(id, source, key), AddressOf(new(id)), Notes.Split);
    }

    private static string PathOf(string id) => $"/internal/papers/{Uri.EscapeDataString(id)}";

    private static string SplitPath(string id, string source, string? key) =>
        $"{PathOf(id)}/split?source={Uri.EscapeDataString(source)}{(key is null ? "" : $"&key={Uri.EscapeDataString(key)}")}";

    private static string TwinsPath(string? after) =>
        long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? $"/internal/twins?after={last}" : "/internal/twins";
}

public sealed record TwinsView(Heard<TwinList> Twins, string? Done);

/// <param name="Asked">What the operator looked for.</param>
public sealed record CataloguedView(string Asked, Heard<CataloguedPaper> Paper, string? Done);
