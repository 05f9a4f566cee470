using System.Globalization;
using Papers.Web.Lists;

namespace Papers.Web.Trending;

/// <summary>Describes in a short phrase the signals that a paper's score is made of.</summary>
internal static class TrendingReason
{
    /// <summary>Lower list positions are not mentioned.</summary>
    private const int LastMentionedPosition = 20;

    /// <param name="today">The day on which the reason is read.</param>
    public static string Describe(TrendingSignals signals, DateOnly today)
    {
        var votes = signals.Upvotes is { } upvotes and > 0 ? Wording.Count(upvotes, "upvote", "upvotes") : null;
        var position = signals is { Upvotes: null, ListPosition: { } place and >= 1 and <= LastMentionedPosition } ? $"No. {place} on its source list" : null;
        var code = signals.Code switch { CodeState.Works => "code link works", CodeState.Named => "links to code", _ => null };
        var day = signals.Day == today ? "today" : signals.Day.ToString("d MMMM", CultureInfo.InvariantCulture);
        var phrase = string.Join(", ", new[] { votes, position, code, day }.OfType<string>());
        return char.ToUpperInvariant(phrase[0]) + phrase[1..];
    }
}
