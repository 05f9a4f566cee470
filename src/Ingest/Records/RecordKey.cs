namespace Papers.Ingest.Records;

/// <summary>
/// What a source knows a paper by: its arXiv identifier; else <c>doi:</c> and its DOI; else a digest (<c>t-…</c>) of its title, and of its authors where it
/// names any. A source that says something else under the same key has changed its mind.
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
