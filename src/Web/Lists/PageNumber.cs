using System.Globalization;

namespace Papers.Web.Lists;

/// <summary>One page of a long list.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">How many items a page holds.</param>
/// <param name="Total">How many items there are.</param>
public readonly record struct PageNumber(int Number, int Size, int Total)
{
    private const int MaxNumber = 100_000;

    /// <summary>The number of the page's first item in the whole list, from 1.</summary>
    public int First => (Number - 1) * Size + 1;

    public bool HasPrevious => Number > 1 && Total > 0;

    public bool HasNext => Number < Last;

    public int Last => Math.Max(1, (Total + Size - 1) / Size);

    /// <summary>The page number of a query string; 1 where it is absent or invalid.</summary>
    public static int Parse(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, MaxNumber) : 1;
}
