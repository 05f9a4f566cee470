using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml;
using Papers.Ingest.Records;
using Papers.Ingest.Sources;
using Papers.Ingest.Sources.ArxivAtom;
using Papers.Ingest.Sources.ArxivOaiPmh;
using Papers.Ingest.Sources.BibTex;
using Papers.Ingest.Sources.Csv;
using Papers.Ingest.Sources.HuggingFaceDaily;
using Papers.Ingest.Sources.JsonLines;
using Papers.Ingest.Sources.PageDump;
using Papers.Ingest.Sources.Ris;

namespace Papers.Benchmarks.Readers;

/// <summary>Bytes of one format, their reader, and the lower bound: the parser that the reader uses, or splitting into lines.</summary>
public sealed class ReaderInput
{
    private const int MaxInputBytes = 32 * 1024 * 1024;

    private static readonly SourceContext s_context = new(new(2025, 1, 9), new(2025, 1, 9, 12, 0, 0, TimeSpan.Zero));

    private readonly Func<Stream, SourceContext, IEnumerable<SourceEntry>> _reader;

    internal ReaderInput(
        string name, byte[] bytes, Func<Stream, SourceContext, IEnumerable<SourceEntry>> reader, string floorName, Func<Stream, long> floorOf) =>
        (Name, Bytes, _reader, FloorName, FloorOf) = (name, bytes, reader, floorName, floorOf);

    public string Name { get; }

    public byte[] Bytes { get; }

    public string FloorName { get; }

    public Func<Stream, long> FloorOf { get; }

    public long CountRecords() => _reader(new MemoryStream(Bytes), s_context).LongCount(entry => entry is ReadRecord);

    public long ReadFloor() => FloorOf(new MemoryStream(Bytes));

    public override string ToString() => Name;

    public static IReadOnlyList<ReaderInput> Load(string folder)
    {
        var jsonLines = WholeLines(ReadBeginning(Path.Combine(folder, "arxiv.jsonl.gz")));
        var papers = new JsonLinesFormat().Read(new MemoryStream(jsonLines), s_context).OfType<ReadRecord>().Select(read => read.Record).ToList();
        var page = File.ReadAllBytes(Path.Combine(folder, "huggingface-papers-page.txt"));
        List<ReaderInput> inputs =
        [
            new("JSON Lines", jsonLines, new JsonLinesFormat().Read, "Utf8JsonReader", ReadJsonLines),
            new("page of papers", Repeat(page, 16 * 1024 * 1024), new PageDumpFormat().Read, "lines", CountLines),
            new("BibTeX", BibliographyWriter.AsBibTex(papers), new BibTexFormat().Read, "lines", CountLines),
            new("RIS", BibliographyWriter.AsRis(papers), new RisFormat().Read, "lines", CountLines),
            new("CSV", BibliographyWriter.AsCsv(papers), new CsvFormat().Read, "lines", CountLines),
        ];
        var daily = Directory.EnumerateFiles(folder, "????-??-??.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        if (daily.Count > 0)
        {
            byte[] bytes = [.. daily.SelectMany(File.ReadAllBytes)];
            inputs.Add(new("Hugging Face daily papers", bytes, new HuggingFaceDailyFormat().Read, "Utf8JsonReader", ReadJson));
        }

        foreach (var (name, files, read) in new (string, string, Func<Stream, SourceContext, IEnumerable<SourceEntry>>)[]
        {
            ("arXiv Atom reply", "arxiv-atom", (text, context) => ArxivAtomReply.Read(text, context).Entries),
            ("arXiv OAI-PMH reply", "arxiv-oai", (text, context) => OaiPmhReply.Read(text, context).Entries),
        })
        {
            if (Directory.Exists(Path.Combine(folder, files)))
            {
                var largest = new DirectoryInfo(Path.Combine(folder, files)).GetFiles("*.xml")
                    .Where(file => !file.Name.StartsWith("protocol", StringComparison.Ordinal))
                    .MaxBy(file => file.Length);
                if (largest is not null)
                {
                    inputs.Add(Repeated(name, File.ReadAllBytes(largest.FullName), read));
                }
            }
        }

        return inputs;
    }

    // A reply is small: it is read repeatedly, four megabytes in all.
    private static ReaderInput Repeated(string name, byte[] reply, Func<Stream, SourceContext, IEnumerable<SourceEntry>> read)
    {
        var times = Math.Max(1, 4 * 1024 * 1024 / reply.Length);
        return new(
            name,
            Repeat(reply, times * reply.Length),
            (_, context) => Enumerable.Range(0, times).SelectMany(_ => read(new MemoryStream(reply), context)),
            "XmlReader",
            _ => Enumerable.Range(0, times).Sum(_ => ReadXml(reply)));
    }

    private static long ReadXml(byte[] reply)
    {
        using var reader = XmlReader.Create(new MemoryStream(reply), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        var nodes = 0L;
        while (reader.Read())
        {
            nodes++;
        }

        return nodes;
    }

    private static long ReadJsonLines(Stream text)
    {
        var lines = new BoundedLines(text, JsonLinesFormat.LongestLine);
        var tokens = 0L;
        while (lines.TryRead())
        {
            var reader = new Utf8JsonReader(lines.Bytes);
            while (reader.Read())
            {
                tokens++;
            }
        }

        return tokens;
    }

    // Several lists after each other are not one JSON document: each value is read separately.
    private static long ReadJson(Stream text)
    {
        var reader = new Utf8JsonReader(((MemoryStream)text).ToArray(), new JsonReaderOptions { AllowMultipleValues = true });
        var tokens = 0L;
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }

    private static long CountLines(Stream text)
    {
        var lines = new BoundedLines(text, 4 * 1024 * 1024);
        while (lines.TryRead())
        {
        }

        return lines.Number;
    }

    private static byte[] ReadBeginning(string file)
    {
        using var packed = File.OpenRead(file);
        using var text = new GZipStream(packed, CompressionMode.Decompress);
        var bytes = new byte[MaxInputBytes];
        return bytes[..text.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static byte[] WholeLines(byte[] bytes) => bytes[..(Array.LastIndexOf(bytes, (byte)'\n') + 1)];

    private static byte[] Repeat(byte[] bytes, int length)
    {
        var repeated = new byte[Math.Max(1, length / bytes.Length) * bytes.Length];
        for (var at = 0; at < repeated.Length; at += bytes.Length)
        {
            bytes.CopyTo(repeated, at);
        }

        return repeated;
    }
}
