using System.Text.Encodings.Web;
using System.Text.Json;
using Papers.Contracts.Tagging;

namespace Papers.Web.ReadModel;

/// <summary>The column <c>paper_tags.evidence</c>: for each tag of a paper a list of <c>[words, field, start]</c>.</summary>
internal static class TagEvidenceJson
{
    private static readonly JsonSerializerOptions s_unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IEnumerable<Tag> tags) =>
        JsonSerializer.Serialize(tags.Select(tag => tag.Evidence.Select(found => new object[] { found.Words, found.Field, found.Start })), s_unescaped);

    public static IReadOnlyList<IReadOnlyList<TagEvidence>> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.EnumerateArray().Select(IReadOnlyList<TagEvidence> (tag) =>
                [.. tag.EnumerateArray().Select(found => new TagEvidence(found[0].GetString() ?? "", found[1].GetString() ?? "", found[2].GetInt32()))]),
        ];
    }
}
