using System.ComponentModel.DataAnnotations;

namespace Papers.Ingest.Sources.ArxivAtom;

/// <summary>
/// Section <c>Ingest:Sources:ArxivAtom</c>. Papers that readers submit and days that <c>ArxivRss</c> missed are looked up here too, whether it is
/// harvested or not.
/// </summary>
internal sealed class ArxivAtomOptions : ArxivOptions
{
    /// <summary>As many as arXiv answers to one request.</summary>
    public const int LargestPage = 2_000;

    public ArxivAtomOptions() => (BaseUrl, Interval) = ("https://export.arxiv.org", TimeSpan.FromHours(6));

    public override string Name => "ArxivAtom";

    /// <summary>Whose papers are looked for, with commas between, where there is no <see cref="Query"/>.</summary>
    public string Categories { get; set; } = FieldOfMachineLearning;

    /// <summary>A search in arXiv's own words (<c>cat:cs.CL AND all:retrieval</c>).</summary>
    public string? Query { get; set; }

    /// <summary>The day of the last change from which papers are wanted; where it is not set, a week before the first harvest.</summary>
    public DateOnly? From { get; set; }

    /// <summary>How many papers are asked for at a time.</summary>
    public int PageSize { get; set; } = 500;

    /// <summary>
    /// How far beyond the latest paper that is known is looked back each time: papers show up in arXiv's index days after the time that they bear.
    /// </summary>
    public TimeSpan LookBack { get; set; } = TimeSpan.FromDays(4);

    public string Search => string.IsNullOrWhiteSpace(Query) ? SearchFor(Listed(Categories)) : Query.Trim();

    /// <summary>The papers of any of these categories; a whole archive (<c>cs</c>) stands for all of its categories.</summary>
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
