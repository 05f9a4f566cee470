using Papers.Contracts.Tagging;
using Papers.Tagging.Vocabulary;

namespace Papers.Tagging.TagPapers;

/// <summary>
/// The categories of a paper as tags: known ones, each once under its one name, in the paper's order. The evidence is the code as the
/// paper carries it, at its index in the codes joined by single spaces, as arXiv itself writes them.
/// </summary>
public static class CategoryEvidence
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
