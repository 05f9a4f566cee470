using System.ComponentModel.DataAnnotations;
using Papers.Ingest.Harvest;

namespace Papers.Ingest.Sources.HuggingFaceDaily;

/// <summary>Section <c>Ingest:Sources:HuggingFaceDaily</c>.</summary>
internal sealed class HuggingFaceDailyOptions : SourceOptions
{
    private static readonly DateOnly s_earliest = new(2023, 1, 1);

    public HuggingFaceDailyOptions() =>
        (Enabled, BaseUrl, Interval, MinRequestInterval) = (true, "https://huggingface.co", TimeSpan.FromHours(1), TimeSpan.FromSeconds(1));

    public override string Name => "HuggingFaceDaily";

    public override string RateLimitKey => Base.Authority;

    /// <summary>The first day to read; by default a week before the first harvest.</summary>
    public DateOnly? From { get; set; }

    /// <summary>How many days up to today each harvest reads again, because their papers still get upvotes.</summary>
    public int RecentDays { get; set; } = 3;

    public Uri AddressOf(DateOnly day, int page) =>
        new($"{AddressWith("/api/daily_papers")}?date={day:yyyy-MM-dd}&limit={HuggingFaceDailyHarvest.PageSize}{(page > 0 ? $"&p={page}" : "")}");

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var fault in base.Validate(validationContext))
        {
            yield return fault;
        }

        if (From < s_earliest)
        {
            yield return new($"set it to {s_earliest:yyyy-MM-dd} or later, since there were no lists before", [nameof(From)]);
        }

        if (RecentDays is < 1 or > 60)
        {
            yield return new("set it between 1 and 60", [nameof(RecentDays)]);
        }
    }
}
