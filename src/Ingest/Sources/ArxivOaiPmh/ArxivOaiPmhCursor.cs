using System.Text.Json;
using System.Text.Json.Serialization;

namespace Papers.Ingest.Sources.ArxivOaiPmh;

/// <summary>How far each set is read.</summary>
internal sealed record ArxivOaiPmhCursor(IReadOnlyDictionary<string, OaiSetCursor> Sets)
{
    public static ArxivOaiPmhCursor Read(string? json) =>
        json is null ? new(new Dictionary<string, OaiSetCursor>()) : JsonSerializer.Deserialize(json, ArxivOaiPmhCursorJson.Default.ArxivOaiPmhCursor)!; // never "null"

    public ArxivOaiPmhCursor With(string set, OaiSetCursor cursor) => new(new Dictionary<string, OaiSetCursor>(Sets) { [set] = cursor });

    public string ToJson() => JsonSerializer.Serialize(this, ArxivOaiPmhCursorJson.Default.ArxivOaiPmhCursor);
}

/// <param name="From">The day of change from which on the list is asked for.</param>
/// <param name="BeganOn">The day on which this list began to be read; null between two lists.</param>
/// <param name="Token">With which the next part of it is had.</param>
/// <param name="ReachedDay">The last day of change that was met in it.</param>
/// <param name="IsInOrder">Whether its days have only gone up so far, so that all before that day was met.</param>
internal sealed record OaiSetCursor(DateOnly From, DateOnly? BeganOn, string? Token, DateOnly? ReachedDay, bool IsInOrder)
{
    public static OaiSetCursor At(DateOnly from) => new(from, BeganOn: null, Token: null, ReachedDay: null, IsInOrder: true);

    /// <summary>From where a list is begun anew whose token has expired: from the last day that was met, or, where the days went to and fro, from the list's first.</summary>
    public OaiSetCursor Anew() => At(IsInOrder && ReachedDay > From ? ReachedDay.Value : From);

    /// <summary>After one part of the list.</summary>
    /// <param name="days">Of the records' changes, in order.</param>
    /// <param name="token">The one for the next part; null where it was the last.</param>
    /// <param name="today">The day, for a list that begins with this part.</param>
    public OaiSetCursor After(IEnumerable<DateOnly> days, string? token, DateOnly today)
    {
        var (reached, isInOrder) = (ReachedDay, IsInOrder);
        foreach (var day in days)
        {
            isInOrder &= !(day < reached);
            reached = reached > day ? reached : day;
        }

        // A day that has only begun is not over, and the repository's day may not be ours.
        var began = BeganOn ?? today;
        return token is null ? At(Later(From, began.AddDays(-1))) : new(From, began, token, reached, isInOrder);
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}

[JsonSerializable(typeof(ArxivOaiPmhCursor))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ArxivOaiPmhCursorJson : JsonSerializerContext;
