using Papers.Web.Services;

namespace Papers.Web.Admin.Overview;

/// <summary>A kind of data that its owner can publish again, from which pages and search are rebuilt.</summary>
/// <param name="What">Its name at the owner.</param>
/// <param name="Owner">The service.</param>
/// <param name="Content">What is published.</param>
public sealed record RepublishTarget(string What, string Owner, string Content)
{
    public const string StatusPath = "/internal/republish";

    public static IReadOnlyList<RepublishTarget> All { get; } =
    [
        new("papers", ServiceClients.Ingest, "All papers, their counts and withdrawals"),
        new("tags", ServiceClients.Tagging, "All tags and their evidence"),
        new("links", ServiceClients.LinkCheck, "All links and their last check"),
    ];

    public string Path => $"{StatusPath}?what={What}";

    public static RepublishTarget? Find(string? what) => All.FirstOrDefault(target => target.What == what);
}
