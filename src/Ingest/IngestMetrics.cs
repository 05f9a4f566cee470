using System.Diagnostics.Metrics;

namespace Papers.Ingest;

internal sealed class IngestMetrics
{
    private readonly Counter<long> _records;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _harvests;
    private readonly Counter<long> _submissions;

    public IngestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Papers.Ingest");
        _records = meter.CreateCounter<long>("papers.ingest.records", "{record}", "Records read, by what came of them");
        _requests = meter.CreateCounter<long>("papers.ingest.requests", "{request}", "Requests sent to sources, by the status that was answered");
        _harvests = meter.CreateCounter<long>("papers.ingest.harvests", "{harvest}", "Harvests that came to their end, by source and outcome");
        _submissions = meter.CreateCounter<long>("papers.ingest.submissions", "{submission}", "Submissions that were looked up and settled, by outcome");
    }

    /// <param name="source">Who was asked.</param>
    /// <param name="answer">The status, or <c>none</c> where no whole reply came.</param>
    public void Asked(string source, string answer) =>
        _requests.Add(1, new KeyValuePair<string, object?>("source", source), new KeyValuePair<string, object?>("answer", answer));

    public void Harvested(string source, string outcome) =>
        _harvests.Add(1, new KeyValuePair<string, object?>("source", source), new KeyValuePair<string, object?>("outcome", outcome));

    public void Read(int created, int changed, int unchanged, int rejected)
    {
        Count(created, "new");
        Count(changed, "changed");
        Count(unchanged, "unchanged");
        Count(rejected, "rejected");
    }

    public void Settled(string outcome) => _submissions.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    private void Count(int records, string outcome)
    {
        if (records > 0)
        {
            _records.Add(records, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
