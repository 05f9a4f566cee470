namespace Papers.Ingest.Records;

/// <summary>
/// The key under which a source knows a paper: its arXiv id; else <c>doi:</c> and its DOI; else a digest (<c>t-…</c>) of its title and authors. A new
/// record of a source under the same key replaces the earlier one.
/// </summary>
internal static class RecordKey
{
    private const string DoiPrefix = "doi:";

    public static string Of(SourceRecord record, string titleKey) =>
        record.ArxivId
        ?? (record.Doi is { } doi ? OfDoi(doi)
            : record.Authors.Count > 0 ? TitleKey.Of(record.Title, AuthorNames.FamilyNames(record.Authors), 0)
            : titleKey);

    public static string OfDoi(string doi) => DoiPrefix + doi;

    public static bool IsDoi(string key) => key.StartsWith(DoiPrefix, StringComparison.Ordinal);

    public static string DoiOf(string key) => key[DoiPrefix.Length..];

    public static bool IsArxivId(string key) => !IsDoi(key) && !key.StartsWith("t-", StringComparison.Ordinal);
}
