namespace Papers.Web.ReadModel;

/// <summary>
/// PostgreSQL cannot unnest an array of arrays of different lengths, so a list inside a row is sent as lines, which the statement splits.
/// A line break inside an item becomes a space: it has no meaning in any of these lists.
/// </summary>
internal static class LineSeparated
{
    public static string Join(IEnumerable<string> names) =>
        string.Join('\n', names.Select(name => name.Replace('\n', ' ')));
}
