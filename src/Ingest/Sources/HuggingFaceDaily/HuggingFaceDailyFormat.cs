using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.HuggingFaceDaily;

/// <summary>
/// A saved list of Hugging Face Daily Papers: the rows of <c>/api/daily_papers</c>, or the flat papers of <c>/api/papers</c>; as a list, several, or
/// one alone. A row that is broken is rejected by its number, since a saved reply is often one line.
/// </summary>
internal sealed class HuggingFaceDailyFormat : ISourceFormat
{
    public const int LongestRow = 4 * 1024 * 1024;

    private static readonly string[] s_beginsRow = ["{\"paper\":{", "{\"paper\":null"];

    public string Name => "Hugging Face daily papers";

    public bool Recognises(FileBeginning sample)
    {
        var text = string.Concat(sample.Lines.Take(30).Select(line => line[..Math.Min(line.Length, 512)]));
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

        if (rows.IsCutOff)
        {
            yield return new RejectedEntry(rows.LastLine, RejectReasons.ListCutOff);
        }
    }

    // What the flat form has and no other JSON of papers: its abstract is a "summary", and there are votes or who submitted it.
    private static bool HasKeyOfPaper(string text) =>
        !text.Contains("\"abstract\":", StringComparison.Ordinal)
        && (text.Contains("\"submittedOnDailyAt\":", StringComparison.Ordinal)
            || text.Contains("\"thumbnailUrl\":", StringComparison.Ordinal)
            || text.Contains("\"upvotes\":", StringComparison.Ordinal)
            || text.Contains("\"paper\":{", StringComparison.Ordinal)
            || text.Contains("\"summary\":", StringComparison.Ordinal)
            || text.Contains("\"authors\":[{\"_id\":", StringComparison.Ordinal));
}
