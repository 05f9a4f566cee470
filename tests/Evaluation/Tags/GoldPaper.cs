using System.Text.Json;
using Papers.Tagging.Words;

namespace Papers.Evaluation.Tags;

/// <summary>A paper with the names of tasks and methods that others gave it.</summary>
/// <param name="Paper">The paper.</param>
/// <param name="Gold">The names, folded, each once.</param>
public sealed record GoldPaper(PaperLine Paper, IReadOnlySet<string> Gold)
{
    /// <summary>Reads Papers with Code's areas file: one task per paper.</summary>
    public static IReadOnlyList<GoldPaper> ReadPapersWithCode(string file) =>
    [
        .. File.ReadLines(file).Select(line =>
        {
            using var document = JsonDocument.Parse(line);
            var paper = document.RootElement;
            return From(Text(paper, "arxiv_id"), Text(paper, "title"), Text(paper, "abstract"), [Text(paper, "task_id")]);
        }),
    ];

    /// <summary>Reads a folder of Hugging Face daily replies: the papers that have <c>ai_keywords</c>.</summary>
    public static IReadOnlyList<GoldPaper> ReadDailyPapers(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(ReadDay)
            .DistinctBy(paper => paper.Paper.Id),
    ];

    public static string Fold(string phrase) => string.Join(' ', WordSpans.Fold(phrase));

    private static List<GoldPaper> ReadDay(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var papers = new List<GoldPaper>();
        foreach (var paper in document.RootElement.EnumerateArray().Select(entry => entry.GetProperty("paper")))
        {
            if (paper.TryGetProperty("ai_keywords", out var keywords) && keywords.ValueKind == JsonValueKind.Array && keywords.GetArrayLength() > 0)
            {
                var names = keywords.EnumerateArray().Select(keyword => keyword.GetString() ?? "");
                papers.Add(From(Text(paper, "id"), Text(paper, "title"), Text(paper, "summary"), names));
            }
        }

        return papers;
    }

    private static GoldPaper From(string id, string title, string @abstract, IEnumerable<string> gold) =>
        new(new(id, title, @abstract, []), gold.Select(Fold).Where(name => name.Length > 0).ToHashSet());

    private static string Text(JsonElement paper, string name) => paper.GetProperty(name).GetString() ?? "";
}
