using System.Text.Json;
using System.Text.Json.Serialization;
using Papers.Ingest.Sources.ArxivAtom;

namespace Papers.Ingest.Sources.ArxivRss;

/// <summary>The last announcement that was read.</summary>
/// <param name="Address">The request, which the two headers below belong to.</param>
/// <param name="Day">The day of the latest announcement.</param>
/// <param name="ETag">Of the last reply.</param>
/// <param name="LastModified">Of the last reply.</param>
/// <param name="Missed">The walk through arXiv's API for missed announcements; null if none are left.</param>
internal sealed record ArxivRssCursor(string Address, DateOnly? Day, string? ETag, DateTimeOffset? LastModified, ArxivAtomWalk? Missed)
{
    /// <summary>The limit for missed announcements: arXiv's API is not made for months, OAI-PMH is.</summary>
    public static readonly TimeSpan LongestMissed = TimeSpan.FromDays(30);

    /// <summary>The cursor after a complete announcement.</summary>
    /// <param name="day">Its day.</param>
    /// <param name="lookBack">The longest time from a paper's last change to its announcement.</param>
    public ArxivRssCursor After(DateOnly day, TimeSpan lookBack)
    {
        if (Day is not { } last)
        {
            return this with { Day = day };
        }

        var hasGap = false;
        for (var between = last.AddDays(1); between < day && !hasGap; between = between.AddDays(1))
        {
            hasGap = AnnouncementDay.HasList(between);
        }

        return this with { Day = day > last ? day : last, Missed = hasGap ? WalkTo(last, day, lookBack) : Missed };
    }

    // Newer papers come before the pages of an unfinished walk, so it starts over, and goes as far back as before.
    private ArxivAtomWalk WalkTo(DateOnly last, DateOnly day, TimeSpan lookBack)
    {
        var earliest = new DateTimeOffset(day, default, TimeSpan.Zero) - LongestMissed;
        var until = new DateTimeOffset(last, default, TimeSpan.Zero) - lookBack;
        until = Missed?.Until < until ? Missed.Until : until;
        return new(Start: 0, Latest: null, until < earliest ? earliest : until);
    }

    public static ArxivRssCursor? Read(string? json) => json is null ? null : JsonSerializer.Deserialize(json, ArxivRssCursorJson.Default.ArxivRssCursor);

    public string ToJson() => JsonSerializer.Serialize(this, ArxivRssCursorJson.Default.ArxivRssCursor);
}

[JsonSerializable(typeof(ArxivRssCursor))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ArxivRssCursorJson : JsonSerializerContext;
