using System.Text;
using System.Text.Unicode;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.PageDump;

/// <summary>
/// The text of a page of papers as copied from a browser: a header, then titles and abstracts in turn, one paragraph per line. Blank lines and
/// <see cref="PageBoilerplate"/> are skipped, as is everything before it. A title or an abstract alone is rejected, and so is one with invalid UTF-8: a
/// damaged title would make another paper.
/// </summary>
internal sealed class PageDumpFormat : ISourceFormat
{
    private const int LongestLine = 1024 * 1024;

    // Real headers have a few lines: a text without an abstract in this many is not a page with a header.
    private const int LongestHeader = 200;

    public string Name => "page of papers";

    public bool Recognises(FileBeginning beginning) => PageShape.Fits(beginning.Lines);

    public IEnumerable<SourceEntry> Read(Stream text, SourceContext context)
    {
        var lines = new BoundedLines(text, LongestLine);
        var header = new List<Paragraph>();
        var inHeader = true;
        Paragraph? title = null;
        var place = 0;
        while (lines.TryRead())
        {
            var paragraph = ReadParagraph(lines);
            if (paragraph.Text.Length == 0)
            {
                continue;
            }

            if (PageBoilerplate.Is(paragraph.Text))
            {
                header.Clear();
                continue;
            }

            var isAbstract = paragraph.IsAbstract(title is not null || header.Count > 0);
            if (inHeader && !isAbstract && header.Count < LongestHeader)
            {
                header.Add(paragraph);
                continue;
            }

            inHeader = false;
            foreach (var early in header)
            {
                if (title is not null)
                {
                    yield return WithoutAbstract(title);
                }

                (title, place) = (early, place + 1);
            }

            header.Clear();
            if (!isAbstract)
            {
                if (title is not null)
                {
                    yield return WithoutAbstract(title);
                }

                (title, place) = (paragraph, place + 1);
            }
            else if (title is null)
            {
                yield return new RejectedEntry(paragraph.Line, $"The abstract \"{TruncatedText.Quote(paragraph.Text)}\" has no title before it.");
            }
            else
            {
                var (pairedTitle, number) = (title, place);
                yield return RejectedEntry.Guard(title.Line, () => Pair(pairedTitle, paragraph, number))!; // Pair never returns null
                title = null;
            }
        }

        foreach (var left in title is null ? header : [.. header, title])
        {
            yield return WithoutAbstract(left);
        }

        if (lines.IsTruncated)
        {
            yield return new RejectedEntry(lines.Number + 1, RejectReasons.Truncated);
        }
    }

    private static Paragraph ReadParagraph(BoundedLines lines) => new(
        lines.Number,
        SourceText.Clean(Encoding.UTF8.GetString(lines.Bytes)),
        lines switch
        {
            { IsWhole: false } => $"Longer than {LongestLine:N0} bytes.",
            _ when !Utf8.IsValid(lines.Bytes) => RejectReasons.InvalidUtf8,
            _ => null,
        });

    private static SourceEntry Pair(Paragraph title, Paragraph text, int place)
    {
        if (title.Fault is { } titleFault)
        {
            return new RejectedEntry(title.Line, $"The title \"{TruncatedText.Quote(title.Text)}\": {titleFault}");
        }

        if (text.Fault is { } fault)
        {
            return new RejectedEntry(text.Line, $"The abstract of \"{TruncatedText.Quote(title.Text)}\": {fault}");
        }

        return SourceRecordRules.Check(title.Line, new SourceRecord
        {
            Source = SourceNames.PageDump,
            Title = title.Text,
            Abstract = text.Text,
            ListPosition = place,
        });
    }

    private static RejectedEntry WithoutAbstract(Paragraph title) =>
        new(title.Line, $"The title \"{TruncatedText.Quote(title.Text)}\" has no abstract after it.");
}
