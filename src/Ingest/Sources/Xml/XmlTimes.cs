using System.Globalization;
using Papers.Ingest.Latex;

namespace Papers.Ingest.Sources.Xml;

/// <summary>Parses times in XML formats; null if invalid, or impossible for a paper.</summary>
internal static class XmlTimes
{
    private const DateTimeStyles Styles = DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeUniversal;

    private static readonly string[] s_iso =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    private static readonly string[] s_mail =
        ["ddd, d MMM yyyy HH:mm:ss zzz", "ddd, d MMM yyyy HH:mm:ss 'GMT'", "ddd, d MMM yyyy HH:mm:ss 'UTC'", "ddd, d MMM yyyy HH:mm:ss 'Z'", "d MMM yyyy HH:mm:ss zzz", "d MMM yyyy HH:mm:ss 'GMT'"];

    /// <summary>ISO 8601, UTC by default; a day alone is its start in UTC.</summary>
    public static DateTimeOffset? Iso(string? text) => Parse(text, s_iso);

    /// <summary>RFC 822, keeping the offset.</summary>
    public static DateTimeOffset? Mail(string? text) => Parse(text, s_mail);

    private static DateTimeOffset? Parse(string? text, string[] formats) =>
        DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, Styles, out var time) && time.Year is >= 1900 and < 9000 ? time : null;
}
