using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.Web.Layout;
using Papers.Web.Services;

namespace Papers.Web.Admin.PaperRecords;

/// <summary>Everything that Ingest holds of one paper, with the form to split off a source record.</summary>
internal static class PaperRecordEndpoints
{
    private const string Page = "/admin/papers";
    private const string LookupPage = "/admin/duplicates";

    public static void MapPaperRecords(this IEndpointRouteBuilder app)
    {
        app.MapGet(Page, ShowAsync);
        app.MapPost($"{Page}/split", SplitAsync);
    }

    public static void MapPaperRecordApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/papers", (string id, ServiceProxy proxy, CancellationToken cancellationToken) =>
            proxy.GetAsync(ServiceClients.Ingest, PathOf(id), cancellationToken));
        api.MapPost("/papers/split", (string id, string source, ServiceProxy proxy, CancellationToken cancellationToken, string? key = null) =>
            proxy.PostAsync(ServiceClients.Ingest, SplitPath(id, source, key), cancellationToken));
    }

    public static string AddressOf(PaperId id) => $"{Page}?id={Uri.EscapeDataString(id.Value)}";

    private static async Task<Results<RazorComponentResult<PaperRecordPage>, RedirectHttpResult>> ShowAsync(
        AdminClient client,
        CancellationToken cancellationToken,
        string? id = null,
        string? done = null)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            return TypedResults.Redirect(LookupPage);
        }

        var paper = await client.GetAsync(ServiceClients.Ingest, PathOf(id.Trim()), EventJson.Default.CataloguedPaper, cancellationToken);
        var status = paper is { Value: null, Unavailable: null } ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        return Pages.Render<PaperRecordPage>(new PaperRecordView(id.Trim(), paper, done), status);
    }

    private static async Task<Results<SeeOther, RazorComponentResult<RejectionPage>>> SplitAsync(
        HttpRequest request,
        AdminClient client,
        CancellationToken cancellationToken)
    {
        var id = await SmallForm.ReadFieldAsync(request, "id", 300, cancellationToken);
        var source = await SmallForm.ReadFieldAsync(request, "source", 100, cancellationToken);
        var key = await SmallForm.ReadFieldAsync(request, "key", 1_000, cancellationToken);
        return id is null || source is null
            ? AdminClient.Reject("The form names no paper or no source.", LookupPage, StatusCodes.Status400BadRequest)
            : await client.PostAsync(ServiceClients.Ingest, SplitPath(id, source, key), AddressOf(new(id)), Notices.Split, cancellationToken);
    }

    private static string PathOf(string id) => $"/internal/papers/{Uri.EscapeDataString(id)}";

    private static string SplitPath(string id, string source, string? key) =>
        $"{PathOf(id)}/split?source={Uri.EscapeDataString(source)}{(key is null ? "" : $"&key={Uri.EscapeDataString(key)}")}";
}

/// <param name="Query">The identifier that was entered.</param>
public sealed record PaperRecordView(string Query, Answer<CataloguedPaper> Paper, string? Done);
