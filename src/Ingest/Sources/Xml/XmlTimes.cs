using System.Globalization;
using Papers.Ingest.Latex;

namespace Papers.Ingest.Sources.Xml;

/// <summary>Times as XML formats spell them; null where it is none, or none that a paper can have.</summary>
internal static class XmlTimes
{
    private const DateTimeStyles Styles = DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeUniversal;

    private static readonly string[] s_iso =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    private static readonly string[] s_mail =
        ["ddd, d MMM yyyy HH:mm:ss zzz", "ddd, d MMM yyyy HH:mm:ss 'GMT'", "ddd, d MMM yyyy HH:mm:ss 'UTC'", "ddd, d MMM yyyy HH:mm:ss 'Z'", "d MMM yyyy HH:mm:ss zzz", "d MMM yyyy HH:mm:ss 'GMT'"];

    /// <summary>ISO 8601, UTC where it says nothing else; a day alone is its first moment in UTC.</summary>
    public static DateTimeOffset? Iso(string? text) => Parse(text, s_iso);

    /// <summary>As in mail (RFC 822), with the offset that it was written with.</summary>
    public static DateTimeOffset? Mail(string? text) => Parse(text, s_mail);

    private static DateTimeOffset? Parse(string? text, string[] formats) =>
        DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, Styles, out var time) && time.Year is >= 1900 and < 9000 ? time : null;
}
