using System.Text.Json;
using System.Text.Json.Serialization;

namespace Papers.Ingest.Sources.ArxivAtom;

/// <summary>How far the pages, which go from the latest change back, are read.</summary>
/// <param name="Search">What was asked; for another search one begins anew.</param>
/// <param name="Known">All papers up to this change were read in a walk that came to its end; null before the first did.</param>
/// <param name="Walk">The walk that is under way, or was broken off.</param>
internal sealed record ArxivAtomCursor(string Search, DateTimeOffset? Known, ArxivAtomWalk? Walk)
{
    private static readonly TimeSpan s_firstLookBack = TimeSpan.FromDays(7);

    public static ArxivAtomCursor? Read(string? json) => json is null ? null : JsonSerializer.Deserialize(json, ArxivAtomCursorJson.Default.ArxivAtomCursor);

    /// <summary>The cursor with a walk: the one that was broken off, which what came since has only pushed further down, or a new one.</summary>
    public static ArxivAtomCursor Begin(ArxivAtomCursor? saved, ArxivAtomOptions options, DateTimeOffset now)
    {
        var own = saved?.Search == options.Search ? saved : new(options.Search, Known: null, Walk: null);
        var first = options.From is { } day ? new DateTimeOffset(day, default, TimeSpan.Zero) : now - s_firstLookBack;
        return own.Walk is null
            ? own with { Walk = new(Start: 0, Latest: null, Until: own.Known is { } known ? known - options.LookBack : first) }
            : own;
    }

    /// <param name="walk">As far as it got.</param>
    /// <param name="isLast">Whether that was its end.</param>
    public ArxivAtomCursor After(ArxivAtomWalk walk, bool isLast) =>
        isLast ? this with { Known = ArxivAtomWalk.Later(Known, walk.Latest), Walk = null } : this with { Walk = walk };

    public string ToJson() => JsonSerializer.Serialize(this, ArxivAtomCursorJson.Default.ArxivAtomCursor);
}

/// <param name="Start">The next page begins there.</param>
/// <param name="Latest">The latest change that it met.</param>
/// <param name="Until">It ends at a page that has nothing later than this.</param>
internal sealed record ArxivAtomWalk(int Start, DateTimeOffset? Latest, DateTimeOffset Until)
{
    internal static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;
}

[JsonSerializable(typeof(ArxivAtomCursor))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ArxivAtomCursorJson : JsonSerializerContext;
