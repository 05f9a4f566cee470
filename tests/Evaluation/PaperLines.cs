using System.IO.Compression;
using System.Text.Json;

namespace Papers.Evaluation;

/// <summary>Papers as JSON Lines.</summary>
public sealed record PaperLine(string Id, string Title, string Abstract, IReadOnlyList<string> Categories)
{
    public static IEnumerable<PaperLine> Read(string file)
    {
        using var stream = File.OpenRead(file);
        using var reader = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        while (reader.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            var paper = document.RootElement;
            yield return new(
                Text(paper, "id") ?? Text(paper, "arxiv_id") ?? "",
                Text(paper, "title") ?? "",
                Text(paper, "abstract") ?? "",
                paper.TryGetProperty("categories", out var codes) ? [.. codes.EnumerateArray().Select(code => code.GetString() ?? "")] : []);
        }
    }

    private static string? Text(JsonElement paper, string name) =>
        paper.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
