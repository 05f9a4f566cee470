namespace Papers.Web.ReadModel;

/// <summary>
/// PostgreSQL unnests one array of arrays only where all are of one length, so a list inside a row travels as lines, and the statement
/// splits it again. A line break inside an item becomes a space: none of these lists can hold one with meaning.
/// </summary>
internal static class LineSeparated
{
    public static string Join(IEnumerable<string> names) =>
        string.Join('\n', names.Select(name => name.Replace('\n', ' ')));
}
