using System.Globalization;

namespace Papers.Web.Lists;

/// <summary>Which part of a long list a page shows.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">How many items a page holds.</param>
/// <param name="Total">How many items there are.</param>
public readonly record struct PageNumber(int Number, int Size, int Total)
{
    private const int Highest = 100_000;

    /// <summary>The place of the page's first item in the whole list, from 1.</summary>
    public int First => (Number - 1) * Size + 1;

    public bool HasPrevious => Number > 1 && Total > 0;

    public bool HasNext => Number < Last;

    public int Last => Math.Max(1, (Total + Size - 1) / Size);

    /// <summary>The number in an address; 1 where it is absent or no number.</summary>
    public static int Parse(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, Highest) : 1;
}
