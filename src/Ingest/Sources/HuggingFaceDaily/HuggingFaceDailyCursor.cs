using System.Text.Json;
using System.Text.Json.Serialization;

namespace Papers.Ingest.Sources.HuggingFaceDaily;

/// <summary>How far the lists are read.</summary>
/// <param name="Done">This day and all before it, from the first that was wanted, were read whole after they were over.</param>
/// <param name="From">The first day that was wanted.</param>
internal sealed record HuggingFaceDailyCursor(DateOnly Done, DateOnly From)
{
    // A list may get papers until its day is over, by a clock that is not ours.
    private static readonly TimeSpan s_settling = TimeSpan.FromHours(1);

    public static HuggingFaceDailyCursor? Read(string? json) => json is null ? null : JsonSerializer.Deserialize(json, HuggingFaceDailyCursorJson.Default.HuggingFaceDailyCursor);

    /// <summary>Before anything was read, or where an earlier day is wanted than ever before.</summary>
    public static HuggingFaceDailyCursor Begin(HuggingFaceDailyCursor? saved, DateOnly? from, DateOnly today)
    {
        var wanted = from ?? saved?.From ?? today.AddDays(-7);
        return saved is null || wanted < saved.From ? new(wanted.AddDays(-1), wanted) : saved;
    }

    /// <summary>
    /// The days to ask for: the recent ones first and the latest of them first of all, since they are what readers come for, then what was missed, from the earliest on.
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
            yield return day;
        }
    }

    /// <summary>True where nothing can come to the day's list any more.</summary>
    public static bool IsOver(DateOnly day, DateTimeOffset now) => day < DateOnly.FromDateTime((now - s_settling).UtcDateTime);

    /// <summary>After these days have been read whole, each when it was over.</summary>
    public HuggingFaceDailyCursor With(IReadOnlySet<DateOnly> readWhole)
    {
        var done = Done;
        while (readWhole.Contains(done.AddDays(1)))
        {
            done = done.AddDays(1);
        }

        return this with { Done = done };
    }

    public string ToJson() => JsonSerializer.Serialize(this, HuggingFaceDailyCursorJson.Default.HuggingFaceDailyCursor);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}

[JsonSerializable(typeof(HuggingFaceDailyCursor))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class HuggingFaceDailyCursorJson : JsonSerializerContext;
