namespace Papers.LinkCheck.FindLinks;

/// <summary>
/// Recognizes URLs without a scheme: <c>github.com/x/y</c>, <c>www.…</c>, <c>name.github.io</c>, <c>host.university.edu</c>; but not
/// <c>Booking.com</c>, <c>e.g.</c>, <c>Node.js</c>, <c>FLUX.1</c>, <c>cs.AI</c>, or a missing space between sentences (<c>results.In</c>).
/// </summary>
internal static class BareHosts
{
    // Hosting services whose subdomains are sites of users: URLs with or without a path.
    private static readonly string[] s_pageHosts =
    [
        ".github.io", ".gitlab.io", ".hf.space", ".readthedocs.io", ".vercel.app", ".netlify.app", ".pages.dev", ".streamlit.app",
        ".web.app", ".firebaseapp.com", ".herokuapp.com", ".notion.site", ".wixsite.com",
    ];

    private static readonly HashSet<string> s_topLevels = new(StringComparer.OrdinalIgnoreCase)
    {
        "com", "org", "net", "edu", "gov", "int", "io", "ai", "co", "dev", "app", "info", "science", "tech", "site", "online", "page",
        "cloud", "xyz", "ms", "gl", "gle", "ly", "be",
        "at", "au", "br", "ca", "ch", "cn", "cz", "de", "dk", "es", "eu", "fi", "fr", "gr", "hk", "hu", "ie", "il", "in", "ir", "it", "jp",
        "kr", "lu", "mx", "nl", "no", "nz", "pl", "pt", "ro", "ru", "se", "sg", "si", "sk", "tr", "tw", "ua", "uk", "us", "vn", "za",
    };

    // Top-level domains that are also words or file extensions: not enough without a path.
    private static readonly HashSet<string> s_ambiguousTopLevels = new(StringComparer.OrdinalIgnoreCase)
    {
        "in", "it", "at", "no", "be", "us", "pl", "pt", "app", "page",
    };

    private static readonly string[] s_wordsBefore = ["at", "visit", "see", "via", "website", "page", "site", "homepage"];

    /// <param name="host">Without a dot at the end.</param>
    /// <param name="hasPath">Whether a slash and a path follow directly.</param>
    /// <param name="before">The text before it.</param>
    public static bool IsUrl(ReadOnlySpan<char> host, bool hasPath, ReadOnlySpan<char> before)
    {
        var dot = host.LastIndexOf('.');
        if (dot <= 0 || host.Contains("..", StringComparison.Ordinal))
        {
            return false;
        }

        var topLevel = host[(dot + 1)..];
        var lookup = s_topLevels.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.Contains(topLevel))
        {
            return false;
        }

        if (host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && host.Count('.') > 1)
        {
            return true;
        }

        foreach (var pageHost in s_pageHosts)
        {
            if (host.EndsWith(pageHost, StringComparison.OrdinalIgnoreCase) && host.Length > pageHost.Length)
            {
                return true;
            }
        }

        if (IsKnown(host))
        {
            return hasPath;
        }

        if (!IsLowerCase(host))
        {
            return false;
        }

        if (hasPath)
        {
            return host.ContainsAnyInRange('a', 'z') && host.IndexOf('.') > 1;
        }

        if (s_ambiguousTopLevels.GetAlternateLookup<ReadOnlySpan<char>>().Contains(topLevel))
        {
            return false;
        }

        return host.Count('.') > 1 ? HasLongLabels(host) : dot > 2 && IsIntroduced(before);
    }

    /// <summary>"available atgithub.com/…", with a missing space.</summary>
    public static bool IsRunTogether(ReadOnlySpan<char> host) => host.StartsWith("at") && IsKnown(host["at".Length..]);

    private static bool IsKnown(ReadOnlySpan<char> host) =>
        host.Equals("github.com", StringComparison.OrdinalIgnoreCase)
        || host.Equals("huggingface.co", StringComparison.OrdinalIgnoreCase)
        || host.Equals("gitlab.com", StringComparison.OrdinalIgnoreCase)
        || host.Equals("arxiv.org", StringComparison.OrdinalIgnoreCase);

    private static bool IsLowerCase(ReadOnlySpan<char> host) => !host.ContainsAnyInRange('A', 'Z');

    // "a.b.c" can be anything; the labels of a host with three are longer.
    private static bool HasLongLabels(ReadOnlySpan<char> host)
    {
        foreach (var label in host.Split('.'))
        {
            var (offset, length) = label.GetOffsetAndLength(host.Length);
            if (length < 2 || !host.Slice(offset, length).ContainsAnyInRange('a', 'z'))
            {
                return false;
            }
        }

        return true;
    }

    // "available at vcbench.com", "Website: mirage.app"; but "crawled from slashdot.org" is about a company.
    private static bool IsIntroduced(ReadOnlySpan<char> before)
    {
        var text = before.TrimEnd();
        if (text.EndsWith(":"))
        {
            return true;
        }

        foreach (var word in s_wordsBefore)
        {
            if (text.EndsWith(word, StringComparison.OrdinalIgnoreCase)
                && (text.Length == word.Length || !char.IsLetterOrDigit(text[text.Length - word.Length - 1])))
            {
                return true;
            }
        }

        return false;
    }
}
