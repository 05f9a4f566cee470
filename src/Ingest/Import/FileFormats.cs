using System.Text;
using Papers.Ingest.PlainText;
using Papers.Ingest.Sources;
using Papers.Ingest.Sources.ArxivAtom;
using Papers.Ingest.Sources.ArxivOaiPmh;
using Papers.Ingest.Sources.ArxivRss;
using Papers.Ingest.Sources.BibTex;
using Papers.Ingest.Sources.Csv;
using Papers.Ingest.Sources.HuggingFaceDaily;
using Papers.Ingest.Sources.JsonLines;
using Papers.Ingest.Sources.PageDump;
using Papers.Ingest.Sources.Ris;

namespace Papers.Ingest.Import;

/// <summary>Detects the format of a file by its content. Formats are tried in order, the one that accepts almost any text last.</summary>
internal static class FileFormats
{
    private static readonly ISourceFormat[] s_formats =
    [
        new ArxivAtomFormat(),
        new OaiPmhFormat(),
        new ArxivRssFormat(),
        new HuggingFaceDailyFormat(),
        new JsonListFormat(),
        new CsvFormat(),
        new JsonLinesFormat(),
        new BibTexFormat(),
        new RisFormat(),
        new PageDumpFormat(),
    ];

    private static readonly (byte[] Begins, string Name)[] s_unreadable =
    [
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive"),
        ([0x42, 0x5A, 0x68], "compressed by bzip2"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "compressed by xz"),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed by zstd"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive"),
        ("%PDF-"u8.ToArray(), "a PDF"),
    ];

    /// <summary>The format of the file, or the reason why it has none.</summary>
    public static FoundFormat Find(string path, long unpackedLimit, CancellationToken cancellationToken)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Find(file, unpackedLimit, cancellationToken);
        }
        catch (UnauthorizedAccessException)
        {
            return new(null, null, $"The user {Environment.UserName} has no permission to read the file: change its owner or mode.");
        }
    }

    private static FoundFormat Find(FileStream file, long unpackedLimit, CancellationToken cancellationToken)
    {
        if (file.Length == 0)
        {
            return new(null, null, "The file is empty.");
        }

        Span<byte> begin = stackalloc byte[8];
        var begins = begin[..file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false)].ToArray();
        foreach (var (magic, name) in s_unreadable)
        {
            if (begins.AsSpan().StartsWith(magic))
            {
                return new(null, null, $"The file is {name}; only plain text and gzip are supported.");
            }
        }

        file.Position = 0;
        using var text = PackedText.Open(file, unpackedLimit, out var packing, cancellationToken);
        var lines = ReadLines(text, out var isText);
        if (!isText)
        {
            return new(null, packing, "The file is not text.");
        }

        if (lines.Count == 0)
        {
            return new(null, packing, packing == "gzip" ? "Decompression failed: the file is empty, damaged or truncated." : "The file has only blank lines.");
        }

        var beginning = new FileBeginning(lines);
        return Array.Find(s_formats, format => format.Recognises(beginning)) is { } found
            ? new(found, packing, null)
            : new(null, packing, $"Unknown format. The file begins with \"{TruncatedText.Quote(lines[0])}\".");
    }

    private static List<string> ReadLines(Stream text, out bool isText)
    {
        var lines = new BoundedLines(text, FileBeginning.LongestLine);
        var found = new List<string>();
        long letters = 0, controls = 0;
        for (var read = 0; found.Count < FileBeginning.MostLines && read < 10 * FileBeginning.MostLines && lines.TryRead(); read++)
        {
            var line = Encoding.UTF8.GetString(lines.Bytes);
            letters += line.Length;
            controls += line.Count(letter => char.IsControl(letter) && letter != '\t' || letter == '\uFFFD');
            if (!string.IsNullOrWhiteSpace(line))
            {
                found.Add(line.Trim());
            }
        }

        // A single control character is handled by the record that has it; many mean that the file is not text.
        isText = controls * 20 <= letters;
        return found;
    }
}

/// <param name="Format">Null if the format is unknown.</param>
/// <param name="Packing">The compression or encoding, such as <c>gzip</c>.</param>
/// <param name="Failure">Why the format is unknown.</param>
internal sealed record FoundFormat(ISourceFormat? Format, string? Packing, string? Failure)
{
    public string? Name => (Format, Packing) switch
    {
        (null, _) => null,
        (_, null) => Format.Name,
        _ => $"{Format.Name}, {Packing}",
    };
}
