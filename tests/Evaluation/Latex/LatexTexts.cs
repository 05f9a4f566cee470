using System.Text.Json;

namespace Papers.Evaluation.Latex;

/// <summary>The unchanged titles and abstracts of a file of papers.</summary>
public static class LatexTexts
{
    public static IReadOnlyList<string> Read(string papers) => Directory.Exists(papers)
        ? [.. Directory.EnumerateFiles(papers, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(ReadDay)]
        : [.. PaperLine.Read(papers).SelectMany(paper => (string[])[paper.Title, paper.Abstract])];

    private static List<string> ReadDay(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return
        [
            .. document.RootElement.EnumerateArray().Select(entry => entry.GetProperty("paper"))
                .SelectMany(paper => (string[])[Text(paper, "title"), Text(paper, "summary")]),
        ];
    }

    private static string Text(JsonElement paper, string name) =>
        paper.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
}
