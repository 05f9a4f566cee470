using Papers.Web.Lists;
using Papers.Web.ReadModel;

namespace Papers.Web.Search;

internal sealed class PaperSearch(SearchIndex index, PaperReader papers, WebMetrics metrics, TimeProvider time)
{
    public async Task<SearchResult> FindAsync(string text, int skip, int take, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var request = SearchRequest.Parse(text);
        var hits = SearchQuery.Build(request) is { } query ? index.Search(query, skip, take) : new SearchHits([], 0);
        metrics.Searched(hits.Total > 0);
        var found = await papers.GetAsync(hits.PaperIds, cancellationToken);
        return new()
        {
            Request = request,
            Papers = found,
            Total = hits.Total,
            Elapsed = time.GetElapsedTime(began),
        };
    }
}

public sealed record SearchResult
{
    private const int ExcerptLength = 320;

    public required SearchRequest Request { get; init; }

    /// <summary>One page of the results, most relevant first.</summary>
    public required IReadOnlyList<ShownPaper> Papers { get; init; }

    public required int Total { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>A paper's texts with the matches of the request.</summary>
    public Highlights Highlight(ShownPaper paper) =>
        new(Snippet.Mark(paper.Title, Request), Snippet.Excerpt(paper.Abstract, Request, ExcerptLength));
}
