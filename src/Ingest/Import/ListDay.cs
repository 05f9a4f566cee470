using System.Globalization;
using System.Text.RegularExpressions;

namespace Papers.Ingest.Import;

/// <summary>The day in a file name, as saved lists are named (<c>2025-03-10.json</c>, <c>daily_2025-03-10.json.gz</c>).</summary>
internal static partial class ListDay
{
    /// <summary>Null if the name has none, or several different ones.</summary>
    public static DateOnly? Find(string fileName)
    {
        DateOnly? found = null;
        foreach (Match match in Spelled().Matches(fileName))
        {
            if (!DateOnly.TryParseExact(match.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || found is { } other && other != day)
            {
                return null;
            }

            found = day;
        }

        return found;
    }

    [GeneratedRegex(@"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")]
    private static partial Regex Spelled();
}
