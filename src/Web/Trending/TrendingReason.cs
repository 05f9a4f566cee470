using System.Globalization;
using Papers.Web.Lists;

namespace Papers.Web.Trending;

/// <summary>Says in a short phrase why a paper ranks where it does: just the signals that its score is made of.</summary>
public static class TrendingReason
{
    /// <summary>Beyond this place a list says little.</summary>
    private const int WorthSaying = 20;

    /// <param name="signals">What the score was made of.</param>
    /// <param name="today">The day on which it is read.</param>
    public static string Describe(TrendingSignals signals, DateOnly today)
    {
        var votes = signals.Upvotes is { } upvotes and > 0 ? Wording.Count(upvotes, "upvote", "upvotes") : null;
        var place = signals.Upvotes is null && signals.ListPosition is { } position and >= 1 and <= WorthSaying ? $"{Ordinal(position)} in its list" : null;
        var code = signals.Code switch { CodeState.Works => "code that works", CodeState.Named => "names its code", _ => null };
        var day = signals.Day == today ? "new today" : $"from {signals.Day.ToString("d MMMM", CultureInfo.InvariantCulture)}";
        var phrase = string.Join(", ", new[] { votes, place, code, day }.OfType<string>());
        return char.ToUpperInvariant(phrase[0]) + phrase[1..];
    }

    private static string Ordinal(int number) => number switch
    {
        1 => "first",
        2 => "second",
        3 => "third",
        _ when number % 100 is 11 or 12 or 13 => $"{number}th",
        _ => $"{number}{(number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" }}",
    };
}
