using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;

namespace Papers.Web.ReadModel;

/// <summary>Merges a paper's own links with the repository and the project page that its featured page names.</summary>
internal static class FeaturedLinks
{
    private const string Git = ".git";

    /// <summary>
    /// Featured links come first, unless the paper has them too. A link into the featured repository gets its stars. Featured URLs that
    /// are not linkable are dropped.
    /// </summary>
    /// <param name="own">The paper's own links, in its order.</param>
    /// <param name="featured">Null where no page features the paper.</param>
    /// <param name="stars">The stars of the featured repository; null where unknown.</param>
    public static IReadOnlyList<ShownLink> Merge(IReadOnlyList<ShownLink> own, Featured? featured, int? stars)
    {
        if (featured is null or { GithubRepo: null, ProjectPage: null })
        {
            return own;
        }

        var links = new List<ShownLink>(own.Count + 2);
        var repository = featured.GithubRepo is { } address && WebAddress.IsLinkable(address) ? KeyOf(address) : null;
        if (repository is not null && !own.Any(link => IsWithin(link.Url, repository)))
        {
            links.Add(new() { Url = featured.GithubRepo!, Kind = LinkKind.Code, Stars = stars }); // the key was made from it
        }

        if (featured.ProjectPage is { } page && WebAddress.IsLinkable(page) && !own.Any(link => KeyOf(link.Url) == KeyOf(page)) && KeyOf(page) != repository)
        {
            links.Add(new() { Url = page, Kind = LinkKind.Page });
        }

        links.AddRange(own.Select(link => repository is not null && IsWithin(link.Url, repository) ? link with { Stars = stars } : link));
        return links;
    }

    private static bool IsWithin(string url, string repository)
    {
        var key = KeyOf(url);
        return key == repository || key.StartsWith(repository + '/', StringComparison.Ordinal);
    }

    // Code hosts ignore case, and URLs that differ only in case are almost always the same page.
    private static string KeyOf(string url)
    {
        var text = WebAddress.ToDisplayText(url.Split('#')[0]).ToLowerInvariant();
        return text.EndsWith(Git, StringComparison.Ordinal) ? text[..^Git.Length] : text;
    }
}
