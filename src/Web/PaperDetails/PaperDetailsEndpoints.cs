using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Contracts;
using Papers.Contracts.Tagging;
using Papers.Web.Layout;
using Papers.Web.Lists;
using Papers.Web.ReadModel;

namespace Papers.Web.PaperDetails;

internal static partial class PaperDetailsEndpoints
{
    private const int MaxSimilar = 5;

    // Everything after /papers/ is the ID, since old arXiv identifiers contain a slash.
    public static void MapPaperDetails(this IEndpointRouteBuilder app) => app.MapPage("/papers/{**id}", ShowAsync);

    private static async Task<Results<RazorComponentResult<PaperPage>, RazorComponentResult<ErrorPage>, RedirectHttpResult, NotFound>> ShowAsync(
        string? id,
        HttpResponse response,
        PaperReader papers,
        WithdrawalStore withdrawals,
        TagEvidenceReader evidence,
        SimilarPapers similar,
        CancellationToken cancellationToken)
    {
        var requested = (id ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Trim('/');
        if (requested.Length is 0 or > 200)
        {
            return TypedResults.NotFound();
        }

        if (await papers.FindAsync(new PaperId(requested), cancellationToken) is { } paper)
        {
            return Pages.Render<PaperPage>(new PaperView
            {
                Paper = paper,
                Evidence = await evidence.ReadAsync(paper.PaperId, cancellationToken),
                Similar = await similar.FindAsync(paper, MaxSimilar, cancellationToken),
            });
        }

        var unversioned = new PaperId(Version().Replace(requested, ""));
        return await withdrawals.FindLocationAsync(unversioned, cancellationToken) switch
        {
            null => TypedResults.NotFound(),
            { Current: null } => Pages.Render<ErrorPage>(ErrorMessage.For(StatusCodes.Status410Gone), StatusCodes.Status410Gone),
            { Current: { } known } when known == unversioned => TypedResults.Redirect(PagePaths.Paper(known)),
            { Current: { } target } => MovedTo(target, response),
        };
    }

    // A permanent redirect, but not cached: papers that were merged by mistake are split again.
    private static RedirectHttpResult MovedTo(PaperId target, HttpResponse response)
    {
        response.Headers.CacheControl = "no-cache";
        return TypedResults.Redirect(PagePaths.Paper(target), permanent: true);
    }

    [GeneratedRegex("v[0-9]+$")]
    private static partial Regex Version();
}

public sealed record PaperView
{
    public required ShownPaper Paper { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<TagEvidence>> Evidence { get; init; }

    public required IReadOnlyList<ShownPaper> Similar { get; init; }

    /// <summary>The words that led to a tag: “diffusion models” in the title. Null where there are none.</summary>
    public string? DescribeEvidence(ShownTag tag)
    {
        var found = Evidence.GetValueOrDefault(tag.Slug, []).DistinctBy(evidence => (evidence.Words.ToLowerInvariant(), evidence.Field)).Take(3);
        return string.Join(", ", found.Select(evidence => evidence.Field == "categories"
            ? $"arXiv category {evidence.Words}"
            : $"“{evidence.Words}” in the {evidence.Field}")) is { Length: > 0 } text ? text : null;
    }
}
