using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.JsonLines;

/// <summary>
/// One JSON object a line, with the fields <c>id, title, abstract, authors, categories, comment, listed</c>; others are ignored.
/// An invalid line is rejected, and so is one with invalid UTF-8: a damaged title would make another paper.
/// </summary>
internal sealed class JsonLinesFormat : ISourceFormat
{
    public const int LongestLine = 4 * 1024 * 1024;

    public string Name => "JSON Lines";

    public bool Recognises(FileBeginning beginning) => beginning.Lines.Any(line => line.StartsWith('{') && line.AsSpan(1).TrimStart() is ['"' or '}', ..]);

    public IEnumerable<SourceEntry> Read(Stream text, SourceContext context)
    {
        var lines = new BoundedLines(text, LongestLine);
        while (lines.TryRead())
        {
            if (!lines.IsWhole)
            {
                yield return new RejectedEntry(lines.Number, $"The line is longer than {LongestLine:N0} bytes.");
            }
            else if (!lines.Bytes.Trim(" \t"u8).IsEmpty)
            {
                yield return JsonLine.Read(lines.Number, lines.Bytes);
            }
        }

        if (lines.IsTruncated)
        {
            yield return new RejectedEntry(lines.Number + 1, RejectReasons.Truncated);
        }
    }
}
