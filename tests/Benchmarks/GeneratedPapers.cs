using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Papers.Benchmarks;

/// <summary>Generates any number of papers from real ones: each has the text of a real paper and an arXiv identifier and title of its own.</summary>
internal static class GeneratedPapers
{
    private const int Months = 120;
    private const int PapersPerMonth = 90_000;

    /// <summary>The number of possible identifiers.</summary>
    public const int Max = Months * PapersPerMonth;

    /// <summary>A unique identifier: month after month from January 2015 on, each with all its numbers.</summary>
    public static string IdOf(int paper)
    {
        var (month, number) = Math.DivRem(paper, PapersPerMonth);
        return $"{15 + month / 12:00}{1 + month % 12:00}.{number + 1:00000}";
    }

    /// <summary>Writes a gzipped JSON Lines file, one line at a time.</summary>
    public static async Task WriteAsync(string realPapers, string target, int count)
    {
        await using var packed = new GZipStream(File.Create(target), CompressionLevel.Fastest);
        await using var writer = new StreamWriter(packed);
        for (var (paper, round) = (0, 1); paper < count; round++)
        {
            var before = paper;
            using var reader = new StreamReader(new GZipStream(File.OpenRead(realPapers), CompressionMode.Decompress));
            while (paper < count && await reader.ReadLineAsync() is { } line)
            {
                var generated = JsonNode.Parse(line)!; // a line of the file is an object
                generated["id"] = IdOf(paper++);
                generated["title"] = $"{generated["title"]}, Part {round}";
                await writer.WriteLineAsync(generated.ToJsonString());
            }

            if (paper == before)
            {
                throw new InvalidDataException($"{realPapers} has no paper.");
            }
        }
    }
}
