namespace Papers.LinkCheck.FindLinks;

/// <summary>
/// Whether a name with dots, met without a scheme, is certainly a link to a reader: <c>github.com/x/y</c>, <c>www.…</c>,
/// <c>name.github.io</c>, <c>host.university.edu</c>. <c>Booking.com</c>, <c>e.g.</c>, <c>Node.js</c>, <c>FLUX.1</c>,
/// <c>cs.AI</c> and a sentence that lacks its space (<c>results.In</c>) are not.
/// </summary>
internal static class BareHosts
{
    // Those whose every page is somebody's own: certain with or without a path.
    private static readonly string[] PageHosts =
    [
        ".github.io", ".gitlab.io", ".hf.space", ".readthedocs.io", ".vercel.app", ".netlify.app", ".pages.dev", ".streamlit.app",
        ".web.app", ".firebaseapp.com", ".herokuapp.com", ".notion.site", ".wixsite.com",
    ];

    private static readonly HashSet<string> TopLevels = new(StringComparer.OrdinalIgnoreCase)
    {
        "com", "org", "net", "edu", "gov", "int", "io", "ai", "co", "dev", "app", "info", "science", "tech", "site", "online", "page",
        "cloud", "xyz", "ms", "gl", "gle", "ly", "be",
        "at", "au", "br", "ca", "ch", "cn", "cz", "de", "dk", "es", "eu", "fi", "fr", "gr", "hk", "hu", "ie", "il", "in", "ir", "it", "jp",
        "kr", "lu", "mx", "nl", "no", "nz", "pl", "pt", "ro", "ru", "se", "sg", "si", "sk", "tr", "tw", "ua", "uk", "us", "vn", "za",
    };

    // Top levels that are words or end a file's name too: without a path they tell nothing.
    private static readonly HashSet<string> Ambiguous = new(StringComparer.OrdinalIgnoreCase) { "in", "it", "at", "no", "be", "us", "pl", "pt", "app", "page" };

    private static readonly string[] WordsBefore = ["at", "visit", "see", "via", "website", "page", "site", "homepage"];

    /// <param name="host">The name without a dot at its end.</param>
    /// <param name="hasPath">Whether a slash and something more follow it directly.</param>
    /// <param name="before">The text before it.</param>
    public static bool AreCertain(ReadOnlySpan<char> host, bool hasPath, ReadOnlySpan<char> before)
    {
        var dot = host.LastIndexOf('.');
        if (dot <= 0 || host.Contains("..", StringComparison.Ordinal))
            return false;
        var topLevel = host[(dot + 1)..];
        var lookup = TopLevels.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.Contains(topLevel))
            return false;
        if (host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && host.Count('.') > 1)
            return true;
        foreach (var pageHost in PageHosts)
        {
            if (host.EndsWith(pageHost, StringComparison.OrdinalIgnoreCase) && host.Length > pageHost.Length)
                return true;
        }

        if (IsKnown(host))
            return hasPath;
        if (!IsLowerCase(host))
            return false;
        if (hasPath)
            return host.ContainsAnyInRange('a', 'z') && host.IndexOf('.') > 1;
        if (Ambiguous.GetAlternateLookup<ReadOnlySpan<char>>().Contains(topLevel))
            return false;
        return host.Count('.') > 1 ? HasLongLabels(host) : dot > 2 && IsPointedAt(before);
    }

    /// <summary>"available atgithub.com/…", whose space was lost.</summary>
    public static bool IsRunTogether(ReadOnlySpan<char> host) => host.StartsWith("at") && IsKnown(host["at".Length..]);

    private static bool IsKnown(ReadOnlySpan<char> host) =>
        host.Equals("github.com", StringComparison.OrdinalIgnoreCase)
        || host.Equals("huggingface.co", StringComparison.OrdinalIgnoreCase)
        || host.Equals("gitlab.com", StringComparison.OrdinalIgnoreCase)
        || host.Equals("arxiv.org", StringComparison.OrdinalIgnoreCase);

    private static bool IsLowerCase(ReadOnlySpan<char> host) => !host.ContainsAnyInRange('A', 'Z');

    // "a.b.c" may be anything; a host of three names has longer ones.
    private static bool HasLongLabels(ReadOnlySpan<char> host)
    {
        foreach (var label in host.Split('.'))
        {
            var (offset, length) = label.GetOffsetAndLength(host.Length);
            if (length < 2 || !host.Slice(offset, length).ContainsAnyInRange('a', 'z'))
                return false;
        }

        return true;
    }

    // "available at vcbench.com", "Website: mirage.app"; but "crawled from slashdot.org" tells of a company.
    private static bool IsPointedAt(ReadOnlySpan<char> before)
    {
        var said = before.TrimEnd();
        if (said.EndsWith(":"))
            return true;
        foreach (var word in WordsBefore)
        {
            if (said.EndsWith(word, StringComparison.OrdinalIgnoreCase)
                && (said.Length == word.Length || !char.IsLetterOrDigit(said[said.Length - word.Length - 1])))
                return true;
        }

        return false;
    }
}
