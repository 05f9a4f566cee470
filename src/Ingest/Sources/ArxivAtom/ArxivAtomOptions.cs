using System.ComponentModel.DataAnnotations;

namespace Papers.Ingest.Sources.ArxivAtom;

/// <summary>
/// Section <c>Ingest:Sources:ArxivAtom</c>. Submitted papers and days that <c>ArxivRss</c> missed are looked up here, too, even if the harvest is
/// disabled.
/// </summary>
internal sealed class ArxivAtomOptions : ArxivOptions
{
    /// <summary>The limit of arXiv.</summary>
    public const int LargestPage = 2_000;

    public ArxivAtomOptions() => (BaseUrl, Interval) = ("https://export.arxiv.org", TimeSpan.FromHours(6));

    public override string Name => "ArxivAtom";

    /// <summary>The categories, separated by commas, if there is no <see cref="Query"/>.</summary>
    public string Categories { get; set; } = FieldOfMachineLearning;

    /// <summary>A search in arXiv's query syntax (<c>cat:cs.CL AND all:retrieval</c>).</summary>
    public string? Query { get; set; }

    /// <summary>The first day of changes; by default a week before the first harvest.</summary>
    public DateOnly? From { get; set; }

    /// <summary>Papers per request.</summary>
    public int PageSize { get; set; } = 500;

    /// <summary>
    /// How far each harvest looks back beyond the latest known paper: papers appear in arXiv's index days after their time.
    /// </summary>
    public TimeSpan LookBack { get; set; } = TimeSpan.FromDays(4);

    public string Search => string.IsNullOrWhiteSpace(Query) ? SearchFor(Listed(Categories)) : Query.Trim();

    /// <summary>The papers of any of these categories; a whole archive (<c>cs</c>) means all its categories.</summary>
    public static string SearchFor(IEnumerable<string> categories) =>
        string.Join(" OR ", categories.Select(category => category.Contains('.') ? $"cat:{category}" : $"cat:{category} OR cat:{category}.*"));

    public Uri PageAddress(string search, int start) => new(
        $"{AddressWith("/api/query")}?search_query={Uri.EscapeDataString(search)}&sortBy=lastUpdatedDate&sortOrder=descending&start={start}&max_results={PageSize}");

    public Uri AddressOf(IReadOnlyList<string> arxivIds) =>
        new($"{AddressWith("/api/query")}?id_list={string.Join(',', arxivIds)}&max_results={arxivIds.Count}");

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var fault in base.Validate(validationContext))
        {
            yield return fault;
        }

        if (string.IsNullOrWhiteSpace(Query) && (Listed(Categories).Count == 0 || !AreCategories(Listed(Categories))))
        {
            yield return new($"list arXiv's categories with commas between, such as {FieldOfMachineLearning}, or give a {Key(nameof(Query))}", [nameof(Categories)]);
        }

        if (Query?.Length > 1_000)
        {
            yield return new("shorten it to 1,000 characters", [nameof(Query)]);
        }

        if (PageSize is < 1 or > LargestPage)
        {
            yield return new($"set it between 1 and {LargestPage}", [nameof(PageSize)]);
        }

        if (LookBack < TimeSpan.Zero || LookBack > TimeSpan.FromDays(60))
        {
            yield return new("set it between 00:00:00 and 60.00:00:00", [nameof(LookBack)]);
        }
    }
}
