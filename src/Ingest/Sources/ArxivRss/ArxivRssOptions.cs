using System.ComponentModel.DataAnnotations;

namespace Papers.Ingest.Sources.ArxivRss;

/// <summary>Section <c>Ingest:Sources:ArxivRss</c>.</summary>
internal sealed class ArxivRssOptions : ArxivOptions
{
    public ArxivRssOptions() => (Enabled, BaseUrl, Interval) = (true, "https://rss.arxiv.org", TimeSpan.FromHours(1));

    public override string Name => "ArxivRss";

    /// <summary>The categories, separated by commas.</summary>
    public string Categories { get; set; } = FieldOfMachineLearning;

    public IReadOnlyList<string> ListedCategories => Listed(Categories);

    public Uri AddressOf(IEnumerable<string> categories) => new($"{AddressWith("/rss")}/{string.Join('+', categories)}");

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var fault in base.Validate(validationContext))
        {
            yield return fault;
        }

        if (ListedCategories.Count == 0 || !AreCategories(ListedCategories))
        {
            yield return new($"list arXiv's categories with commas between, such as {FieldOfMachineLearning}", [nameof(Categories)]);
        }
    }
}
