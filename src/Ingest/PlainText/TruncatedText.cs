namespace Papers.Ingest.PlainText;

/// <summary>Texts shortened for display; a surrogate pair is never split.</summary>
internal static class TruncatedText
{
    private const int LongestQuote = 60;

    public static string Of(string text, int most) =>
        text.Length <= most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most), "…");

    /// <summary>As much of a source's text as an error message needs to name it.</summary>
    public static string Quote(string text) => Of(SourceText.Clean(text.Length > 400 ? text[..400] : text), LongestQuote);
}
