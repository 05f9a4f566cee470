using System.Text.RegularExpressions;

namespace Papers.Ingest.Sources.PageDump;

/// <summary>Lines of the page itself: its name, subscribe box, "by … and the research community", dates and navigation.</summary>
internal static partial class PageBoilerplate
{
    public static bool Is(string line) => line.Length <= 80 && Lines().IsMatch(line);

    [GeneratedRegex("""
        ^(?:
            new | subscribe | (?:daily|weekly|monthly|trending)(?:\s+papers)? | papers | previous | next | back\s+to\s+articles
          | get\s+trending\s+papers\s+in\s+your\s+email\s+inbox!? | by\s*\S.*\sand\s+the\s+research\s+community
          | [-–—‹›«»←→|·•\s]+ (?:previous|next)? | upvote | submitted\s+by | [0-9]{1,5}
          | (?:mon|tues|wednes|thurs|fri|satur|sun)day
          | (?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?\s+[0-9]{1,2}(?:,?\s+[0-9]{4})?
          | [0-9]{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?:\s+[0-9]{4})? | [0-9]{4}-[0-9]{2}-[0-9]{2}
        )$
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Lines();
}
