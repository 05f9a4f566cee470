using System.Text.Json;
using System.Text.Json.Serialization;
using Papers.Ingest.Sources.ArxivAtom;

namespace Papers.Ingest.Sources.ArxivRss;

/// <summary>What was read last.</summary>
/// <param name="Address">What was asked; the tags below are of its reply.</param>
/// <param name="Day">The latest announcement that was read.</param>
/// <param name="ETag">By which the source knows its reply again.</param>
/// <param name="LastModified">The same by time.</param>
/// <param name="Missed">The walk through arXiv's API for announcements that were missed; null where none were, or all of them have been read.</param>
internal sealed record ArxivRssCursor(string Address, DateOnly? Day, string? ETag, DateTimeOffset? LastModified, ArxivAtomWalk? Missed)
{
    /// <summary>So far back is looked for what was missed: arXiv's API is not made to tell of months, and OAI-PMH is.</summary>
    public static readonly TimeSpan LongestMissed = TimeSpan.FromDays(30);

    /// <summary>The cursor with an announcement that was read whole.</summary>
    /// <param name="day">Its day.</param>
    /// <param name="lookBack">How long before an announcement its papers may have been changed last.</param>
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

    // What came since lies before what an unfinished walk has read, so that it begins again, and goes as far back as that one.
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
