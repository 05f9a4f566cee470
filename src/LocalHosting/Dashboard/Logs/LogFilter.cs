namespace Papers.LocalHosting.Dashboard.Logs;

/// <summary>A text filter: every word must occur in the line or in the name of its resource, upper and lower case being the same. No words let everything pass.</summary>
internal sealed class LogFilter(string? text)
{
    private readonly string[] words = (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    public bool Passes(string resource, string line) =>
        words.All(word => line.Contains(word, StringComparison.OrdinalIgnoreCase) || resource.Contains(word, StringComparison.OrdinalIgnoreCase));
}
