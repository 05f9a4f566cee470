using Papers.Contracts.Ingest;

namespace Papers.LinkCheck.FindLinks;

/// <summary>
/// Which links a paper has: every one of its title, abstract and comment in this order, then the repository and the project's page that a page which
/// features it names; each once, as first written there.
/// </summary>
internal static class LinkRules
{
    /// <summary>Raised with every change of what is found, so that the new finding replaces the old one of the same revision.</summary>
    public const int Version = 1;

    /// <summary>The version under which a paper that was withdrawn has no links: no other is newer.</summary>
    public const int Withdrawn = int.MaxValue;

    public static IReadOnlyList<NamedLink> LinksOf(string title, string @abstract, string? comment, Featured? featured = null)
    {
        var links = new List<NamedLink>();
        var seen = new HashSet<string>();
        Read("title", title);
        Read("abstract", @abstract);
        Read("comment", comment ?? "");
        Read("featured", featured?.GithubRepo ?? "");
        Read("featured", featured?.ProjectPage ?? "");
        return links;

        void Read(string field, string text)
        {
            foreach (var address in LinkScanner.LinksIn(text))
            {
                var identity = LinkIdentity.Of(address);
                if (identity.Length <= LinkToken.MaxLength && seen.Add(identity)) // what a server normalises may grow
                    links.Add(new(address, identity, LinkKinds.Of(new(address)), field));
            }
        }
    }
}
