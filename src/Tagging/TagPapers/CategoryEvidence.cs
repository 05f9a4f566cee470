using Papers.Contracts.Tagging;
using Papers.Tagging.Vocabulary;

namespace Papers.Tagging.TagPapers;

/// <summary>
/// The known arXiv categories of a paper as tags, each once, in the paper's order. The evidence is the code as the paper has it, at its
/// index in all the codes joined by single spaces, which is how arXiv writes them.
/// </summary>
internal static class CategoryEvidence
{
    public static IReadOnlyList<Tag> Read(IReadOnlyList<string> categories, ArxivCategories known)
    {
        var tags = new List<Tag>();
        var start = 0;
        foreach (var code in categories)
        {
            if (tags.Count == TagLimits.Categories)
            {
                break;
            }

            if (known.Find(code) is { } category && !tags.Exists(tag => tag.Slug == category.Slug))
            {
                tags.Add(new()
                {
                    Slug = category.Slug,
                    Name = category.Name,
                    Kind = TagKind.Category,
                    Evidence = [new(code, "categories", start)],
                });
            }

            start += code.Length + 1;
        }

        return tags;
    }
}
