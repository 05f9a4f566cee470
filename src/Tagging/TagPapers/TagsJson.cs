using System.Text.Json;
using Papers.Contracts;
using Papers.Contracts.Tagging;

namespace Papers.Tagging.TagPapers;

/// <summary>Tags as the database holds them: in the form of the contract.</summary>
public static class TagsJson
{
    public static string Write(IReadOnlyList<Tag> tags) => JsonSerializer.Serialize(tags, EventJson.Default.IReadOnlyListTag);
}
