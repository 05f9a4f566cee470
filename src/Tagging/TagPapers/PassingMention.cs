namespace Papers.Tagging.TagPapers;

/// <summary>
/// Tells whether an abstract names something only in passing: as an example ("models such as …"), as what the paper is good for
/// ("crucial for …"), or as what it is not ("unlike …", "without …"). Such a mention does not speak for a tag.
/// </summary>
public static class PassingMention
{
    /// <summary>How far back, in UTF-16 units, such words are looked for; never beyond the sentence.</summary>
    public const int Reach = 120;

    /// <summary>What they begin may go on over commas.</summary>
    private static readonly string[] Lists =
    [
        "such as", "e.g", "like", "including", "include", "includes", "ranging from", "for example", "for instance", "applications in", "application in",
        "crucial for", "critical for", "essential for", "vital for", "important for", "pivotal for", "fundamental for", "useful for", "needed for",
        "crucial in", "critical in", "essential in", "important in", "crucial to", "critical to", "essential to", "central to", "fundamental to",
        "outperform", "outperforms", "outperforming", "outperformed", "success in", "successes in", "progress in areas",
    ];

    /// <summary>What they begin ends at a comma: "unlike these, those …".</summary>
    private static readonly string[] Contrasts =
    [
        "unlike", "without", "instead of", "rather than", "in contrast to", "contrary to", "as opposed to", "compared to", "compared with",
        "alternative to", "alternatives to", "need for", "reliance on", "not only", "beyond",
    ];

    /// <summary>After one of these the paper speaks of itself again.</summary>
    private static readonly string[] Turns = ["we", "our", "this paper", "this work", "this study", "propose", "introduce", "present", "using", "based on", "via"];

    /// <param name="text">The whole abstract.</param>
    /// <param name="start">Where the mention begins.</param>
    public static bool Is(ReadOnlySpan<char> text, int start)
    {
        Span<char> lower = stackalloc char[Reach];
        var reach = text[Math.Max(0, start - Reach)..start];
        reach.ToLowerInvariant(lower);
        var sentence = SentenceBefore(lower[..reach.Length]);
        var clause = sentence[(sentence.LastIndexOf(',') + 1)..];
        var cue = Math.Max(Last(sentence, Lists), Last(clause, Contrasts) is >= 0 and var at ? at + sentence.Length - clause.Length : -1);
        return cue >= 0 && Last(sentence[cue..], Turns) < 0;
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
