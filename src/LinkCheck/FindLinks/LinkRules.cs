using Papers.Contracts.Ingest;

namespace Papers.LinkCheck.FindLinks;

/// <summary>
/// Finds the links of a paper: those in its title, abstract and comment, in this order, then the repository and the project page named where
/// the paper is featured; each link once, with its first URL.
/// </summary>
internal static class LinkRules
{
    /// <summary>Must be raised with every change of what is found: the new links then replace the stored ones of the same revision.</summary>
    public const int Version = 1;

    /// <summary>The version of the empty finding of a withdrawn paper; higher than every other.</summary>
    public const int Withdrawn = int.MaxValue;

    public static IReadOnlyList<ExtractedLink> FindLinks(string title, string @abstract, string? comment, Featured? featured = null)
    {
        var links = new List<ExtractedLink>();
        var seen = new HashSet<string>();
        Add("title", title);
        Add("abstract", @abstract);
        Add("comment", comment ?? "");
        Add("featured", featured?.GithubRepo ?? "");
        Add("featured", featured?.ProjectPage ?? "");
        return links;

        void Add(string field, string text)
        {
            foreach (var url in LinkScanner.FindUrls(text))
            {
                var identity = LinkIdentity.From(url);
                if (identity.Length <= LinkToken.MaxLength && seen.Add(identity)) // normalizing can make a URL longer
                {
                    links.Add(new(url, identity, LinkKinds.FromUrl(new(url)), field));
                }
            }
        }
    }
}
