namespace Papers.LinkCheck.FindLinks;

/// <summary>
/// Which links a paper has: every one of its title, abstract and comment in this order, each once, as first written there.
/// </summary>
internal static class LinkRules
{
    /// <summary>Raised with every change of what is found, so that the new finding replaces the old one of the same revision.</summary>
    public const int Version = 1;

    public static IReadOnlyList<NamedLink> LinksOf(string title, string @abstract, string? comment)
    {
        var links = new List<NamedLink>();
        var seen = new HashSet<string>();
        Read("title", title);
        Read("abstract", @abstract);
        Read("comment", comment ?? "");
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
