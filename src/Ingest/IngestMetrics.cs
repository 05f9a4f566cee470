using System.Diagnostics.Metrics;
using Papers.Ingest.Catalogue;

namespace Papers.Ingest;

public sealed class IngestMetrics
{
    private readonly Counter<long> _records;

    public IngestMetrics(IMeterFactory meters) =>
        _records = meters.Create("Papers.Ingest").CreateCounter<long>("papers.ingest.records", "{record}", "Records read, by what came of them");

    public void Read(BatchOutcome outcome, int rejected)
    {
        Count(outcome.New, "new");
        Count(outcome.Changed, "changed");
        Count(outcome.Unchanged, "unchanged");
        Count(rejected, "rejected");
    }

    private void Count(int records, string outcome)
    {
        if (records > 0)
        {
            _records.Add(records, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
