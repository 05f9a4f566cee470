using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Papers.Benchmarks;

/// <summary>As many papers as are asked for, made from real ones: each has the text of a real paper, an arXiv identifier of its own, and its own title.</summary>
internal static class MadePapers
{
    private const int Months = 120;
    private const int PapersAMonth = 90_000;

    /// <summary>So many identifiers there are.</summary>
    public const int Most = Months * PapersAMonth;

    /// <summary>Never the same twice: month after month from January 2015 on, each full.</summary>
    public static string IdOf(int paper)
    {
        var (month, number) = Math.DivRem(paper, PapersAMonth);
        return $"{15 + month / 12:00}{1 + month % 12:00}.{number + 1:00000}";
    }

    /// <summary>Writes a packed JSON Lines file, however long, a line at a time.</summary>
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
                var made = JsonNode.Parse(line)!; // a line of the file is an object
                made["id"] = IdOf(paper++);
                made["title"] = $"{made["title"]}, Part {round}";
                await writer.WriteLineAsync(made.ToJsonString());
            }

            if (paper == before)
            {
                throw new InvalidDataException($"{realPapers} holds no paper.");
            }
        }
    }
}
