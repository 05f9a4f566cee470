using System.Text.Json;
using System.Text.Json.Serialization;

namespace Papers.Ingest.Sources.HuggingFaceDaily;

/// <summary>The progress through the daily lists.</summary>
/// <param name="Done">This day and all days before it, back to <paramref name="From"/>, were completely read after they were over.</param>
/// <param name="From">The first day to read.</param>
/// <param name="Beyond">Later days that were completely read, behind a day whose list is missing.</param>
internal sealed record HuggingFaceDailyCursor(DateOnly Done, DateOnly From, IReadOnlyList<DateOnly>? Beyond = null)
{
    // A list may grow until its day is over, by a clock that may differ.
    private static readonly TimeSpan s_settling = TimeSpan.FromHours(1);

    public static HuggingFaceDailyCursor? Read(
        string? json) => json is null ? null : JsonSerializer.Deserialize(json, HuggingFaceDailyCursorJson.Default.HuggingFaceDailyCursor);

    /// <summary>Starts over if nothing was read yet, or an earlier first day is set.</summary>
    public static HuggingFaceDailyCursor Begin(HuggingFaceDailyCursor? saved, DateOnly? from, DateOnly today)
    {
        var wanted = from ?? saved?.From ?? today.AddDays(-7);
        return saved is null || wanted < saved.From ? new(wanted.AddDays(-1), wanted) : saved;
    }

    /// <summary>
    /// The days to request: recent days, the latest first, because readers want those, then missed days, the earliest first.
    /// </summary>
    public IEnumerable<DateOnly> DaysToRead(DateOnly today, int recentDays)
    {
        var firstRecent = Later(today.AddDays(1 - recentDays), From);
        for (var day = today; day >= firstRecent; day = day.AddDays(-1))
        {
            yield return day;
        }

        for (var day = Done.AddDays(1); day < firstRecent; day = day.AddDays(1))
        {
            if (Beyond?.Contains(day) != true)
            {
                yield return day;
            }
        }
    }

    /// <summary>True if the day's list can no longer grow.</summary>
    public static bool IsOver(DateOnly day, DateTimeOffset now) => day < DateOnly.FromDateTime((now - s_settling).UtcDateTime);

    /// <summary>The days before the last complete one whose lists are missing.</summary>
    public IEnumerable<DateOnly> MissingDays()
    {
        for (var day = Done.AddDays(1); Beyond is [.., var last] && day < last; day = day.AddDays(1))
        {
            if (!Beyond.Contains(day))
            {
                yield return day;
            }
        }
    }

    /// <summary>The cursor after a day was completely read.</summary>
    public HuggingFaceDailyCursor With(DateOnly day)
    {
        var beyond = (Beyond ?? []).Append(day).Where(read => read > Done).ToHashSet();
        var done = Done;
        while (beyond.Remove(done.AddDays(1)))
        {
            done = done.AddDays(1);
        }

        return this with { Done = done, Beyond = beyond.Count > 0 ? [.. beyond.Order()] : null };
    }

    public string ToJson() => JsonSerializer.Serialize(this, HuggingFaceDailyCursorJson.Default.HuggingFaceDailyCursor);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}

[JsonSerializable(typeof(HuggingFaceDailyCursor))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class HuggingFaceDailyCursorJson : JsonSerializerContext;
