using Papers.Contracts.Tagging;

namespace Papers.Tagging.TagPapers;

/// <param name="Text">What was read.</param>
/// <param name="Tagged">The tags found in it.</param>
public sealed record ReadPaper(PaperText Text, TaggedPaper Tagged);
