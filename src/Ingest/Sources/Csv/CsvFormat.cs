using System.Text;
using System.Text.Unicode;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.Csv;

/// <summary>
/// A table with a header row, its fields separated by commas, tabs, semicolons or bars. Parsed by hand, because the libraries (CsvHelper, Sep, Sylvan)
/// cannot continue after a row that is too long for their buffer.
/// </summary>
internal sealed class CsvFormat : ISourceFormat
{
    public const int LongestRow = 4 * 1024 * 1024;

    public string Name => "CSV";

    public bool Recognises(
        FileBeginning beginning) => beginning.Lines.FirstOrDefault(line => !CsvHeader.IsSeparatorHint(line)) is { } first && CsvHeader.Find(first) is not null;

    public IEnumerable<SourceEntry> Read(Stream text, SourceContext context)
    {
        var rows = new CsvRows(text, LongestRow);
        CsvHeader? header = null;
        while (rows.TryRead())
        {
            if (rows.Bytes.Span.Trim(" \t"u8).IsEmpty && rows.IsWhole)
            {
                continue;
            }

            if (header is null)
            {
                if (rows.IsWhole && CsvHeader.IsSeparatorHint(Encoding.UTF8.GetString(rows.Bytes.Span)))
                {
                    continue;
                }

                header = rows.IsWhole ? CsvHeader.Find(Encoding.UTF8.GetString(rows.Bytes.Span)) : null;
                if (header is null)
                {
                    yield return new RejectedEntry(rows.Line, "The first row has no columns title and abstract. The rest was not read.");
                    yield break;
                }

                rows.Separator = (byte)header.Separator;
                continue;
            }

            yield return (rows.IsWhole, Utf8.IsValid(rows.Bytes.Span)) switch
            {
                (false, _) => new RejectedEntry(rows.Line, $"The row is longer than {LongestRow:N0} bytes."),
                (_, false) => new RejectedEntry(rows.Line, RejectReasons.InvalidUtf8),
                _ => ReadRow(rows.Line, header, rows.Bytes),
            };
        }

        if (rows.IsTruncated)
        {
            yield return new RejectedEntry(rows.LastLine, RejectReasons.ListTruncated);
        }
    }

    private static SourceEntry ReadRow(long line, CsvHeader header, ReadOnlyMemory<byte> row) =>
        RejectedEntry.Guard(line, () => CsvPaper.Read(line, header, FieldsOf(row.Span, header)))!; // Read never returns null

    private static IReadOnlyList<string> FieldsOf(ReadOnlySpan<byte> row, CsvHeader header) =>
        CsvFields.Split(Encoding.UTF8.GetString(row), header.Separator, header.Names.Count + 100);
}
