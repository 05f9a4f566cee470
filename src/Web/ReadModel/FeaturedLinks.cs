using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;

namespace Papers.Web.ReadModel;

/// <summary>Joins the links that a paper speaks of with the repository and the project page that a page which features it names.</summary>
public static class FeaturedLinks
{
    private const string Git = ".git";

    /// <summary>
    /// The links to show: first what is featured and the paper itself does not name, then the paper's own. A link into the featured
    /// repository carries its stars. An address that may not be linked to is left out.
    /// </summary>
    /// <param name="own">The links that the paper speaks of, in its order.</param>
    /// <param name="featured">What a page says of the paper; null where none does.</param>
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

    // Code hosts treat letters of either case alike, and a page that differs in nothing else is no other.
    private static string KeyOf(string url)
    {
        var spoken = WebAddress.ToDisplayText(url.Split('#')[0]).ToLowerInvariant();
        return spoken.EndsWith(Git, StringComparison.Ordinal) ? spoken[..^Git.Length] : spoken;
    }
}
