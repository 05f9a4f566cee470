using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.HuggingFaceDaily;

/// <summary>
/// A saved list of Hugging Face Daily Papers: rows of <c>/api/daily_papers</c>, or flat papers of <c>/api/papers</c>; one list, several, or a single
/// paper. An invalid row is rejected with its number, because a saved reply is often one line.
/// </summary>
internal sealed class HuggingFaceDailyFormat : ISourceFormat
{
    public const int LongestRow = 4 * 1024 * 1024;

    private static readonly string[] s_beginsRow = ["{\"paper\":{", "{\"paper\":null"];

    public string Name => "Hugging Face daily papers";

    public bool Recognises(FileBeginning beginning)
    {
        var text = string.Concat(beginning.Lines.Take(30).Select(line => line[..Math.Min(line.Length, 512)]));
        if (text.TrimStart('\uFEFF') is not ['[' or '{', ..] begin)
        {
            return false;
        }

        var close = string.Concat(begin.TrimStart('[').Where(letter => !char.IsWhiteSpace(letter)));
        return begin.Replace(" ", "", StringComparison.Ordinal) == "[]"
            || Array.Exists(s_beginsRow, row => close.StartsWith(row, StringComparison.Ordinal))
            || close.StartsWith('{') && HasKeyOfPaper(close);
    }

    public IEnumerable<SourceEntry> Read(Stream text, SourceContext context) => ReadRows(text, context);

    internal static IEnumerable<SourceEntry> ReadRows(Stream text, SourceContext context)
    {
        var rows = new JsonRows(text, LongestRow);
        while (rows.TryRead())
        {
            var entry = rows.Fault is { } fault ? new RejectedEntry(rows.Line, fault) : HuggingFaceRow.Read(rows.Line, rows.Bytes, context);
            yield return entry is RejectedEntry rejected ? rejected with { Reason = $"Row {rows.Number}: {rejected.Reason}" } : entry;
        }

        if (rows.IsTruncated)
        {
            yield return new RejectedEntry(rows.LastLine, RejectReasons.ListTruncated);
        }
    }

    // Keys of the flat form that other JSON of papers does not have.
    private static bool HasKeyOfPaper(string text) =>
        !text.Contains("\"abstract\":", StringComparison.Ordinal)
        && (text.Contains("\"submittedOnDailyAt\":", StringComparison.Ordinal)
            || text.Contains("\"thumbnailUrl\":", StringComparison.Ordinal)
            || text.Contains("\"upvotes\":", StringComparison.Ordinal)
            || text.Contains("\"paper\":{", StringComparison.Ordinal)
            || text.Contains("\"summary\":", StringComparison.Ordinal)
            || text.Contains("\"authors\":[{\"_id\":", StringComparison.Ordinal));
}
