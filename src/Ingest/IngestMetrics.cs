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
        _records = meter.CreateCounter<long>("papers.ingest.records", "{record}", "Records read, by outcome");
        _requests = meter.CreateCounter<long>("papers.ingest.requests", "{request}", "Requests sent to sources, by status");
        _harvests = meter.CreateCounter<long>("papers.ingest.harvests", "{harvest}", "Finished harvests, by source and outcome");
        _submissions = meter.CreateCounter<long>("papers.ingest.submissions", "{submission}", "Settled submissions, by outcome");
    }

    /// <param name="answer">The status, or <c>none</c> if no complete reply arrived.</param>
    public void CountRequest(string source, string answer) =>
        _requests.Add(1, new KeyValuePair<string, object?>("source", source), new KeyValuePair<string, object?>("answer", answer));

    public void CountHarvest(string source, string outcome) =>
        _harvests.Add(1, new KeyValuePair<string, object?>("source", source), new KeyValuePair<string, object?>("outcome", outcome));

    public void CountRecords(int created, int changed, int unchanged, int rejected)
    {
        Count(created, "new");
        Count(changed, "changed");
        Count(unchanged, "unchanged");
        Count(rejected, "rejected");
    }

    public void CountSubmission(string outcome) => _submissions.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    private void Count(int records, string outcome)
    {
        if (records > 0)
        {
            _records.Add(records, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
