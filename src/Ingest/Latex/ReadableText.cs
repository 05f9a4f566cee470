using Papers.Ingest.PlainText;

namespace Papers.Ingest.Latex;

/// <summary>
/// The plain readable Unicode of a title or an abstract as its author wrote it for LaTeX: accents, escapes, quotation marks and dashes, text
/// freed of its styling, links with their words, and formulas of which every part has a form in Unicode. What is not certain stays as the
/// source wrote it, a formula as a whole between its dollars; addresses are never changed. Takes time in proportion to the text's length,
/// and returns the same instance where there is nothing to change.
/// </summary>
internal static class ReadableText
{
    public static string Of(string sourceText)
    {
        var text = SourceText.Clean(sourceText);
        return LatexMarks.AreIn(text) ? new ProseReader(MathWrappers.Resolve(text), bracesProtect: false).Read() : text;
    }
}
