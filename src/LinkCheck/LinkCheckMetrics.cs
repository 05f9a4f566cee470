using System.Diagnostics.Metrics;
using Papers.Contracts.LinkCheck;

namespace Papers.LinkCheck;

internal sealed class LinkCheckMetrics
{
    private readonly Counter<int> _found;
    private readonly Counter<int> _checks;
    private readonly Counter<int> _postponed;

    public LinkCheckMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Papers.LinkCheck");
        _found = meter.CreateCounter<int>("papers.linkcheck.links", "{link}", "New pairs of a paper and a link");
        _checks = meter.CreateCounter<int>("papers.linkcheck.checks", "{check}", "Checks, by verdict");
        _postponed = meter.CreateCounter<int>("papers.linkcheck.postponed", "{check}", "Checks postponed by the throttle of their host");
    }

    public void Found(int pairs) => _found.Add(pairs);

    public void Checked(LinkVerdict verdict) => _checks.Add(1, new KeyValuePair<string, object?>("verdict", verdict.ToString()));

    public void Postponed() => _postponed.Add(1);
}
