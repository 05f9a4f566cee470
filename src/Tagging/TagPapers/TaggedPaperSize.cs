using Papers.Contracts.Tagging;

namespace Papers.Tagging.TagPapers;

/// <summary>About how many bytes of JSON a tagged paper takes, rather more than less.</summary>
public static class TaggedPaperSize
{
    private const int Paper = 120;
    private const int Tag = 80;
    private const int Evidence = 60;

    public static int Bytes(TaggedPaper paper) =>
        Paper + paper.PaperId.Value.Length + paper.Tags.Sum(tag =>
            Tag + tag.Slug.Length + 6 * tag.Name.Length + tag.Evidence.Sum(evidence => Evidence + 6 * evidence.Words.Length));
}
