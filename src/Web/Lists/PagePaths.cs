using Papers.Contracts;

namespace Papers.Web.Lists;

/// <summary>The paths of pages that many other pages link to.</summary>
internal static class PagePaths
{
    /// <summary>The slash of an old arXiv identifier stays a slash.</summary>
    public static string Paper(PaperId paperId) =>
        $"/papers/{string.Join('/', paperId.Value.Split('/').Select(Uri.EscapeDataString))}";

    public static string Tag(string slug) => $"/tags/{Uri.EscapeDataString(slug)}";
}
