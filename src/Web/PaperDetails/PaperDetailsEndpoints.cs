using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Papers.Contracts;
using Papers.Contracts.Tagging;
using Papers.Web.Layout;
using Papers.Web.Lists;
using Papers.Web.ReadModel;
using Papers.Web.Related;

namespace Papers.Web.PaperDetails;

public static partial class PaperDetailsEndpoints
{
    private const int MostSimilar = 5;

    public static void AddPaperDetails(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TagEvidenceReader>();
        builder.Services.AddSingleton<SimilarPapers>();
    }

    // Everything after /papers/ is the id, since old arXiv identifiers hold a slash.
    public static void MapPaperDetails(this IEndpointRouteBuilder app) => app.MapPage("/papers/{**id}", ShowAsync);

    private static async Task<Results<RazorComponentResult<PaperPage>, RedirectHttpResult, NotFound>> ShowAsync(
        string? id,
        ShownPapers papers,
        TagEvidenceReader evidence,
        SimilarPapers similar,
        CancellationToken cancellationToken)
    {
        var asked = (id ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Trim('/');
        if (asked.Length is 0 or > 200)
        {
            return TypedResults.NotFound();
        }

        if (await papers.FindAsync(new PaperId(asked), cancellationToken) is not { } paper)
        {
            var unversioned = Version().Replace(asked, "");
            return unversioned != asked && await papers.FindAsync(new PaperId(unversioned), cancellationToken) is { } known
                ? TypedResults.Redirect(PaperAddress.Of(known.PaperId))
                : TypedResults.NotFound();
        }

        return Pages.Show<PaperPage>(new PaperView
        {
            Paper = paper,
            Evidence = await evidence.ReadAsync(paper.PaperId, cancellationToken),
            Similar = await similar.FindAsync(paper, MostSimilar, cancellationToken),
        });
    }

    [GeneratedRegex("v[0-9]+$")]
    private static partial Regex Version();
}

public sealed record PaperView
{
    public required ShownPaper Paper { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<TagEvidence>> Evidence { get; init; }

    public required IReadOnlyList<ShownPaper> Similar { get; init; }

    /// <summary>Why a paper has a tag, as a sentence's part: “diffusion models” in the title.</summary>
    public string? Why(ShownTag tag)
    {
        var found = Evidence.GetValueOrDefault(tag.Slug, []).DistinctBy(evidence => (evidence.Words.ToLowerInvariant(), evidence.Field)).Take(3);
        return string.Join(", ", found.Select(evidence => evidence.Field == "categories"
            ? $"arXiv category {evidence.Words}"
            : $"“{evidence.Words}” in the {evidence.Field}")) is { Length: > 0 } why ? why : null;
    }
}
