namespace Papers.Tagging.TagPapers;

/// <summary>
/// Recognizes what an abstract mentions only in passing: as an example ("models such as …"), as an application ("crucial for …"), or as a
/// contrast ("unlike …", "without …"). Such a mention is no evidence for a tag.
/// </summary>
internal static class PassingMention
{
    /// <summary>How many UTF-16 units before the mention are searched for such words; never beyond its sentence.</summary>
    public const int Reach = 120;

    /// <summary>Begin a list, which continues over commas.</summary>
    private static readonly string[] s_lists =
    [
        "such as", "e.g", "like", "including", "include", "includes", "ranging from", "for example", "for instance", "applications in", "application in",
        "crucial for", "critical for", "essential for", "vital for", "important for", "pivotal for", "fundamental for", "useful for", "needed for",
        "crucial in", "critical in", "essential in", "important in", "crucial to", "critical to", "essential to", "central to", "fundamental to",
        "outperform", "outperforms", "outperforming", "outperformed", "success in", "successes in", "progress in areas",
    ];

    /// <summary>Begin a contrast, which ends at a comma: "unlike these, those …".</summary>
    private static readonly string[] s_contrasts =
    [
        "unlike", "without", "instead of", "rather than", "in contrast to", "contrary to", "as opposed to", "compared to", "compared with",
        "alternative to", "alternatives to", "need for", "reliance on", "not only", "beyond",
    ];

    /// <summary>After one of these the text is about the paper itself again.</summary>
    private static readonly string[] s_turns =
    [
        "we", "our", "this paper", "this work", "this study", "propose", "introduce", "present", "using", "based on", "via",
    ];

    /// <param name="text">The whole abstract.</param>
    /// <param name="start">Where the mention begins.</param>
    public static bool IsAt(ReadOnlySpan<char> text, int start)
    {
        Span<char> lower = stackalloc char[Reach];
        var reach = text[Math.Max(0, start - Reach)..start];
        reach.ToLowerInvariant(lower);
        var sentence = SentenceBefore(lower[..reach.Length]);
        var clause = sentence[(sentence.LastIndexOf(',') + 1)..];
        var cue = Math.Max(Last(sentence, s_lists), Last(clause, s_contrasts) is >= 0 and var at ? at + sentence.Length - clause.Length : -1);
        return cue >= 0 && Last(sentence[cue..], s_turns) < 0;
    }

    private static ReadOnlySpan<char> SentenceBefore(ReadOnlySpan<char> before)
    {
        for (var i = before.Length - 2; i >= 0; i--)
        {
            if (before[i] is '.' or '!' or '?' && char.IsWhiteSpace(before[i + 1]) && !IsAbbreviation(before[..i]))
            {
                return before[(i + 1)..];
            }
        }

        return before;
    }

    private static bool IsAbbreviation(ReadOnlySpan<char> before) => before.EndsWith("e.g") || before.EndsWith("i.e") || before.EndsWith("vs");

    private static int Last(ReadOnlySpan<char> text, string[] phrases)
    {
        var last = -1;
        foreach (var phrase in phrases)
        {
            last = Math.Max(last, Last(text, phrase));
        }

        return last;
    }

    private static int Last(ReadOnlySpan<char> text, string phrase)
    {
        for (var at = text.LastIndexOf(phrase); at >= 0; at = text[..at].LastIndexOf(phrase))
        {
            var end = at + phrase.Length;
            if ((at == 0 || !char.IsLetter(text[at - 1])) && (end == text.Length || !char.IsLetter(text[end])))
            {
                return at;
            }
        }

        return -1;
    }
}
