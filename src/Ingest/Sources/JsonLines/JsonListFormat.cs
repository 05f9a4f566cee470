using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.JsonLines;

/// <summary>A JSON list of objects, or one object over several lines, with the fields that <see cref="JsonLinesFormat"/> reads.</summary>
internal sealed class JsonListFormat : ISourceFormat
{
    public string Name => "JSON list";

    public bool Recognises(FileBeginning beginning)
    {
        var begin = string.Concat(beginning.Lines.Take(3)).TrimStart('\uFEFF').Replace(" ", "", StringComparison.Ordinal);
        return begin.StartsWith("[{", StringComparison.Ordinal) || begin.StartsWith("{\"", StringComparison.Ordinal) && beginning.Lines[0].TrimStart('\uFEFF') == "{";
    }

    public IEnumerable<SourceEntry> Read(Stream text, SourceContext context)
    {
        var rows = new JsonRows(text, JsonLinesFormat.LongestLine);
        while (rows.TryRead())
        {
            var entry = rows.Fault is { } fault ? new RejectedEntry(rows.Line, fault) : JsonLine.Read(rows.Line, rows.Bytes.Span);
            yield return entry is RejectedEntry rejected ? rejected with { Reason = $"Row {rows.Number}: {rejected.Reason}" } : entry;
        }

        if (rows.IsTruncated)
        {
            yield return new RejectedEntry(rows.LastLine, RejectReasons.ListTruncated);
        }
    }
}
