using System.Diagnostics.Metrics;

namespace Papers.Web;

public sealed class WebMetrics
{
    private readonly Counter<long> _searches;
    private readonly Counter<long> _indexed;
    private readonly Counter<long> _editions;
    private readonly Counter<long> _limited;

    public WebMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Papers.Web");
        _searches = meter.CreateCounter<long>("papers.web.searches", "{search}", "Searches by readers and programs, by whether anything was found");
        _indexed = meter.CreateCounter<long>("papers.web.indexed", "{paper}", "Papers that the search index took in, new and changed");
        _editions = meter.CreateCounter<long>("papers.web.editions", "{edition}", "Editions that were ranked and published, by edition");
        _limited = meter.CreateCounter<long>("papers.web.rate_limited", "{request}", "Requests that were rejected by a rate limit, by purpose");
    }

    public void Searched(bool found) => _searches.Add(1, new KeyValuePair<string, object?>("found", found));

    public void Indexed(int papers) => _indexed.Add(papers);

    public void Ranked(string edition) => _editions.Add(1, new KeyValuePair<string, object?>("edition", edition));

    public void Limited(string purpose) => _limited.Add(1, new KeyValuePair<string, object?>("purpose", purpose));
}
