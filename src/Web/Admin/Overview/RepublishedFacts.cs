using Papers.Web.Services;

namespace Papers.Web.Admin.Overview;

/// <summary>A kind of fact that its owner can tell again.</summary>
/// <param name="What">Its name at the owner.</param>
/// <param name="Owner">The service.</param>
/// <param name="Meaning">What it rebuilds, for people.</param>
public sealed record RepublishedFacts(string What, string Owner, string Meaning)
{
    public static IReadOnlyList<RepublishedFacts> All { get; } =
    [
        new("papers", StackParts.Ingest, "All papers, their counts and what was withdrawn"),
        new("tags", StackParts.Tagging, "All tags with the words that speak for them"),
        new("links", StackParts.LinkCheck, "All links and what the last check said"),
    ];

    public string Path => $"/internal/republish?what={What}";

    public static RepublishedFacts? Find(string? what) => All.FirstOrDefault(kind => kind.What == what);
}
