using System.Text.Json;
using System.Text.Json.Serialization;

namespace Papers.Ingest.Sources.ArxivOaiPmh;

/// <summary>The progress of each set.</summary>
internal sealed record ArxivOaiPmhCursor(IReadOnlyDictionary<string, OaiSetCursor> Sets)
{
    public static ArxivOaiPmhCursor Read(string? json) =>
        json is null ? new(new Dictionary<string, OaiSetCursor>()) : JsonSerializer.Deserialize(json, ArxivOaiPmhCursorJson.Default.ArxivOaiPmhCursor)!; // the JSON is never "null"

    public ArxivOaiPmhCursor With(string set, OaiSetCursor cursor) => new(new Dictionary<string, OaiSetCursor>(Sets) { [set] = cursor });

    public string ToJson() => JsonSerializer.Serialize(this, ArxivOaiPmhCursorJson.Default.ArxivOaiPmhCursor);
}

/// <param name="From">The first day of changes in the list.</param>
/// <param name="BeganOn">The day on which reading the list began; null between two lists.</param>
/// <param name="Token">Requests the next part.</param>
/// <param name="ReachedDay">The latest day of change so far.</param>
/// <param name="IsInOrder">Whether the days were ascending so far, so that everything before the latest was read.</param>
internal sealed record OaiSetCursor(DateOnly From, DateOnly? BeganOn, string? Token, DateOnly? ReachedDay, bool IsInOrder)
{
    public static OaiSetCursor At(DateOnly from) => new(from, BeganOn: null, Token: null, ReachedDay: null, IsInOrder: true);

    /// <summary>Where to restart after the token expired: at the latest day, or, if the days were not ascending, at the list's first.</summary>
    public OaiSetCursor Restart() => At(IsInOrder && ReachedDay > From ? ReachedDay.Value : From);

    /// <summary>The cursor after a part of the list.</summary>
    /// <param name="days">The records' days of change, in order.</param>
    /// <param name="token">For the next part; null after the last.</param>
    /// <param name="today">The current day, for a list that begins with this part.</param>
    public OaiSetCursor After(IEnumerable<DateOnly> days, string? token, DateOnly today)
    {
        var (reached, isInOrder) = (ReachedDay, IsInOrder);
        // A day in the future is a mistake, and would skip all days before it.
        foreach (var day in days.Where(day => day <= today.AddDays(1)))
        {
            isInOrder &= !(day < reached);
            reached = reached > day ? reached : day;
        }

        // The current day is not over, and the repository's time zone may differ.
        var began = BeganOn ?? today;
        return token is null ? At(Later(From, began.AddDays(-1))) : new(From, began, token, reached, isInOrder);
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}

[JsonSerializable(typeof(ArxivOaiPmhCursor))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ArxivOaiPmhCursorJson : JsonSerializerContext;
