using Papers.Ingest.PlainText;

namespace Papers.Ingest.Latex;

/// <summary>
/// The plain text of a field of a BibTeX entry, read as <see cref="ReadableText"/> reads a title, but for braces: there they only protect
/// (<c>{BERT}</c>), so those that are balanced go. The braces or quotes around the whole field belong to the entry and are not expected here.
/// </summary>
internal static class BibTexText
{
    public static string Of(string fieldText)
    {
        var text = MathWrappers.Resolve(SourceText.Clean(fieldText));
        return text.Contains('{') || LatexMarks.AreIn(text) ? new ProseReader(text, bracesProtect: true).Read() : text;
    }
}
