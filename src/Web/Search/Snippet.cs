using Papers.Web.Lists;

namespace Papers.Web.Search;

/// <summary>Marks the words of a search in a text, by the same stems that the search uses.</summary>
internal static class Snippet
{
    private const string Ellipsis = "…";

    // Enough for any abstract; a hostile text costs no more.
    private const int MaxTextLength = 20_000;
    private const int MaxMatches = 200;

    /// <summary>The whole text with its matches.</summary>
    public static IReadOnlyList<TextPart> Mark(string text, SearchRequest request) => Cut(text, Matches(text, request), 0, text.Length);

    /// <summary>
    /// The part of a text with the most different words of the request, cut between words to at most <paramref name="length"/>
    /// characters; the start of the text where it has none.
    /// </summary>
    public static IReadOnlyList<TextPart> Excerpt(string text, SearchRequest request, int length)
    {
        text = text.Length > MaxTextLength ? text[..MaxTextLength] : text;
        var matches = Matches(text, request);
        if (text.Length <= length)
        {
            return Cut(text, matches, 0, text.Length);
        }

        var best = matches.Count == 0 ? 0 : BestStart(matches, length);
        var start = best < length / 3 ? 0 : WordAt(text, Math.Max(0, Math.Min(best - 40, text.Length - length)));
        var end = start + length >= text.Length ? text.Length : WordBefore(text, start + length);
        var parts = Cut(text, matches, start, end).ToList();
        if (start > 0)
        {
            parts.Insert(0, new($"{Ellipsis} ", false));
        }

        if (end < text.Length)
        {
            parts.Add(new($" {Ellipsis}", false));
        }

        return parts;
    }

    private static List<SearchQuery.Token> Matches(string text, SearchRequest request)
    {
        var wanted = SearchQuery.Tokens(SearchFields.Stems, string.Join(' ', [request.Words, .. request.Phrases]))
            .Select(token => token.Word)
            .ToHashSet();
        return wanted.Count == 0 ? [] : [.. SearchQuery.Tokens(SearchFields.Stems, text).Where(token => wanted.Contains(token.Word)).Take(MaxMatches)];
    }

    private static int BestStart(List<SearchQuery.Token> matches, int length)
    {
        var (best, most) = (matches[0].Start, 0);
        foreach (var first in matches)
        {
            var distinct = matches.Where(match => match.Start >= first.Start && match.End <= first.Start + length - 40)
                .Select(match => match.Word)
                .Distinct()
                .Count();
            if (distinct > most)
            {
                (best, most) = (first.Start, distinct);
            }
        }

        return best;
    }

    private static IReadOnlyList<TextPart> Cut(string text, List<SearchQuery.Token> matches, int start, int end)
    {
        var parts = new List<TextPart>();
        var done = start;
        foreach (var match in matches.Where(match => match.Start >= start && match.End <= end && match.Start < match.End))
        {
            if (match.Start < done)
            {
                continue;
            }

            if (match.Start > done)
            {
                parts.Add(new(text[done..match.Start], false));
            }

            parts.Add(new(text[match.Start..match.End], true));
            done = match.End;
        }

        if (done < end)
        {
            parts.Add(new(text[done..end], false));
        }

        return parts;
    }

    private static int WordAt(string text, int index)
    {
        var space = text.IndexOf(' ', index);
        return index == 0 || space < 0 || space > index + 60 ? Whole(text, index) : space + 1;
    }

    private static int WordBefore(string text, int index)
    {
        var space = text.LastIndexOf(' ', index, 60);
        return space < 0 ? Whole(text, index) : space;
    }

    // Never between the two halves of a surrogate pair.
    private static int Whole(string text, int index) => char.IsLowSurrogate(text[index]) ? index - 1 : index;
}
