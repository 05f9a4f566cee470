using System.IO.Compression;
using System.Text;
using Papers.Ingest.Tests.Fuzz;

namespace Papers.Evaluation.Fuzz;

/// <summary>The inputs to mutate, by extension: samples of the readers, payloads of the tests, and the files of a folder.</summary>
internal sealed class FuzzCorpus
{
    private const int LongestSeed = 48 * 1024;
    private const int MostOfAFolder = 200;

    private readonly Dictionary<string, IReadOnlyList<byte[]>> _seeds = [];
    private readonly byte[][] _samples = [.. FuzzedReaders.All.Select(reader => Encoding.UTF8.GetBytes(reader.Sample))];
    private int _files;

    public static FuzzCorpus Load(string? folder)
    {
        var corpus = new FuzzCorpus();
        var files = Files(Path.Combine(AppContext.BaseDirectory, "seeds")).Concat(folder is null ? [] : Files(folder)).ToList();
        var read = files.ConvertAll(file => (Extension: Path.GetExtension(file), Bytes: ReadBeginning(file)));
        corpus._files = files.Count;
        foreach (var reader in FuzzedReaders.All)
        {
            corpus._seeds[reader.Name] =
            [
                Encoding.UTF8.GetBytes(reader.Sample),
                .. read.Where(file => reader.Extensions.Contains(file.Extension)).Select(file => file.Bytes),
            ];
        }

        return corpus;
    }

    public string Describe() =>
        $"{FuzzedReaders.All.Count} samples, {_files} files ({string.Join(", ", _seeds.Select(pair => $"{pair.Key} {pair.Value.Count}"))})";

    /// <summary>Sometimes returns samples of another format, to give a reader foreign input.</summary>
    public IReadOnlyList<byte[]> For(FuzzedReader reader, int seed) => seed % 8 == 0 ? _samples : _seeds[reader.Name];

    private static IEnumerable<string> Files(string folder) => !Directory.Exists(folder) ? [] : Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => FuzzedReaders.All.Any(reader => reader.Extensions.Contains(Path.GetExtension(file))))
        .Order(StringComparer.Ordinal)
        .GroupBy(file => Path.GetExtension(file))
        .SelectMany(group => group.Take(MostOfAFolder));

    private static byte[] ReadBeginning(string file)
    {
        using var stream = File.OpenRead(file);
        using Stream text = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        var bytes = new byte[LongestSeed];
        return bytes[..text.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
