namespace Papers.Ingest.Latex;

/// <summary>A part of a text to be read as prose.</summary>
/// <param name="IsCode">Set as code, in which dashes and quotation marks are what they look like.</param>
/// <param name="IsGroup">All that stands between two braces.</param>
internal readonly record struct ProseSpan(int From, int To, int Depth = 0, bool IsCode = false, bool IsGroup = false);

/// <summary>A formula with its delimiters, and the part between them.</summary>
internal readonly record struct FormulaSpan(int Start, int From, int To, int End)
{
    /// <summary>On a line of its own.</summary>
    public bool IsDisplayed { get; init; }
}
