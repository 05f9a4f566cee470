using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Papers.Ingest.Harvest;

namespace Papers.Ingest.Sources;

/// <summary>The settings that arXiv's three interfaces share, with the rate limit of its terms of use.</summary>
internal abstract partial class ArxivOptions : SourceOptions
{
    protected const string FieldOfMachineLearning = "cs.AI,cs.CL,cs.CV,cs.LG";

    private static readonly TimeSpan s_minIntervalOfArxiv = TimeSpan.FromSeconds(3);

    protected ArxivOptions() => MinRequestInterval = s_minIntervalOfArxiv;

    public override string RateLimitKey => "arxiv.org";

    /// <summary>Whether the address is arXiv itself, not a mirror.</summary>
    public bool IsOfArxiv =>
        Base.Host.Equals("arxiv.org", StringComparison.OrdinalIgnoreCase) || Base.Host.EndsWith(".arxiv.org", StringComparison.OrdinalIgnoreCase);

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var fault in base.Validate(validationContext))
        {
            yield return fault;
        }

        if (MinRequestInterval < s_minIntervalOfArxiv && IsOfArxiv)
        {
            yield return new("set it to 00:00:03 or more, since arXiv allows one request every three seconds", [nameof(MinRequestInterval)]);
        }
    }

    protected static bool AreCategories(IEnumerable<string> listed) => listed.All(category => Category().IsMatch(category));

    [GeneratedRegex(@"^[a-z]+(-[a-z]+)?(\.[A-Za-z]+(-[a-z]+)?)?$")]
    private static partial Regex Category();
}
