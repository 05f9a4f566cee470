using System.Text.Json;
using System.Text.Json.Serialization;

namespace Papers.Ingest.Sources.ArxivAtom;

/// <summary>The progress through the result pages, which go from the latest change back.</summary>
/// <param name="Search">The search; another search starts over.</param>
/// <param name="Known">All papers up to this change were read by a completed walk; null before the first.</param>
/// <param name="Walk">The current or interrupted walk.</param>
internal sealed record ArxivAtomCursor(string Search, DateTimeOffset? Known, ArxivAtomWalk? Walk)
{
    private static readonly TimeSpan s_firstLookBack = TimeSpan.FromDays(7);

    public static ArxivAtomCursor? Read(string? json) => json is null ? null : JsonSerializer.Deserialize(json, ArxivAtomCursorJson.Default.ArxivAtomCursor);

    /// <summary>The cursor with the interrupted walk, whose pages newer papers only pushed further down, or with a new walk.</summary>
    public static ArxivAtomCursor Begin(ArxivAtomCursor? saved, ArxivAtomOptions options, DateTimeOffset now)
    {
        var own = saved?.Search == options.Search ? saved : new(options.Search, Known: null, Walk: null);
        var first = options.From is { } day ? new DateTimeOffset(day, default, TimeSpan.Zero) : now - s_firstLookBack;
        return own.Walk is null
            ? own with { Walk = new(Start: 0, Latest: null, Until: own.Known is { } known ? known - options.LookBack : first) }
            : own;
    }

    /// <param name="walk">Its progress.</param>
    /// <param name="isLast">Whether it is complete.</param>
    public ArxivAtomCursor After(ArxivAtomWalk walk, bool isLast) =>
        isLast ? this with { Known = ArxivAtomWalk.Later(Known, walk.Latest), Walk = null } : this with { Walk = walk };

    public string ToJson() => JsonSerializer.Serialize(this, ArxivAtomCursorJson.Default.ArxivAtomCursor);
}

/// <param name="Start">The index of the next page.</param>
/// <param name="Latest">The latest change in it so far.</param>
/// <param name="Until">It ends at the first page with an earlier change.</param>
internal sealed record ArxivAtomWalk(int Start, DateTimeOffset? Latest, DateTimeOffset Until)
{
    internal static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;
}

[JsonSerializable(typeof(ArxivAtomCursor))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ArxivAtomCursorJson : JsonSerializerContext;
