using System.Text.Json;

namespace Papers.EndToEnd.Tests;

/// <summary>Made-up papers as JSON Lines, with the fields of arXiv's listings.</summary>
internal static class Lines
{
    /// <summary>So many distinct papers; each third one speaks of a repository of its own.</summary>
    public static string Of(int count, string prefix = "2601.", string? baseUrl = null) =>
        string.Concat(Enumerable.Range(0, count).Select(i => One($"{prefix}{i + 1:00000}", $"A study of attention number {i}", AbstractOf(i, baseUrl))));

    /// <summary>How many links <see cref="Of"/> names.</summary>
    public static int LinksIn(int count) => (count + 2) / 3;

    public static string One(string id, string title, string text) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["id"] = id,
        ["title"] = title,
        ["abstract"] = text,
        ["authors"] = new[] { "Ada Lovelace", "Alan Turing" },
        ["categories"] = new[] { "cs.LG" },
        ["comment"] = "",
        ["listed"] = "2026-01-05",
    }) + "\n";

    private static string AbstractOf(int i, string? baseUrl) =>
        $"We study transformers for machine translation, case {i}, and report what we found."
        + (i % 3 == 0 ? $" Code is at {baseUrl ?? "https://github.com/lovelace"}/case-{i}." : "");
}
