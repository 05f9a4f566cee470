using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.Ris;

/// <summary>
/// Records from a line <c>TY  - </c> to a line <c>ER  - </c>, one field per line; a line without a tag continues the field before it. An unclosed record
/// is rejected, because it may be incomplete. <see href="https://en.wikipedia.org/wiki/RIS_(file_format)"/>
/// </summary>
internal sealed partial class RisFormat : ISourceFormat
{
    public const int LongestLine = 1024 * 1024;
    private const int LongestRecord = 2 * 1024 * 1024;

    public string Name => "RIS";

    public bool Recognises(
        FileBeginning beginning) => beginning.Lines.Any(line => line.StartsWith("TY  -", StringComparison.Ordinal) && Tagged().IsMatch(line));

    public IEnumerable<SourceEntry> Read(Stream text, SourceContext context)
    {
        var lines = new BoundedLines(text, LongestLine);
        RisRecord? record = null;
        while (lines.TryRead())
        {
            var line = Encoding.UTF8.GetString(lines.Bytes);
            var tag = Tagged().IsMatch(line) ? line[..2] : null;
            if (tag == "TY")
            {
                if (record is not null)
                {
                    yield return new RejectedEntry(record.Line, "Not closed: no line ER before the next record.");
                }

                record = new RisRecord(lines.Number, LongestRecord);
                continue;
            }

            if (record is null)
            {
                continue;
            }

            if (!lines.IsWhole || !Utf8.IsValid(lines.Bytes))
            {
                record.Fault ??= lines.IsWhole ? RejectReasons.InvalidUtf8 : $"Line {lines.Number} is longer than {LongestLine:N0} bytes.";
            }
            else if (tag == "ER")
            {
                var closed = record;
                yield return RejectedEntry.Guard(closed.Line, closed.Check)!; // Check never returns null
                record = null;
            }
            else
            {
                record.Add(tag, tag is null ? line : line[5..]);
            }
        }

        if (lines.IsTruncated)
        {
            yield return new RejectedEntry(lines.Number + 1, RejectReasons.Truncated);
        }
        else if (record is not null)
        {
            yield return new RejectedEntry(record.Line, "Not closed: the file ends before its line ER.");
        }
    }

    [GeneratedRegex("^[A-Z][A-Z0-9]  -(?: |$)")]
    private static partial Regex Tagged();
}
