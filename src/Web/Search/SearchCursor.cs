using System.Globalization;

namespace Papers.Web.Search;

/// <summary>
/// How far the index has followed the read model: all transactions before <paramref name="Transaction"/>, and the papers of that
/// transaction up to <paramref name="PaperId"/>.
/// </summary>
/// <param name="Transaction">A 64-bit transaction id of PostgreSQL (xid8), which never wraps.</param>
internal readonly record struct SearchCursor(ulong Transaction, string PaperId)
{
    public static SearchCursor Start { get; } = new(0, "");

    public static SearchCursor Parse(string text)
    {
        var space = text.IndexOf(' ');
        return new(ulong.Parse(text.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture), text[(space + 1)..]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Transaction} {PaperId}");
}
