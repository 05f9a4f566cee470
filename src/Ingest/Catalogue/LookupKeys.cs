using Papers.Ingest.Merge;
using Papers.Ingest.Records;

namespace Papers.Ingest.Catalogue;

/// <summary>The keys that papers are looked up by: record keys (or paper ids), title keys and DOIs.</summary>
internal sealed class LookupKeys
{
    public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

    public HashSet<string> TitleKeys { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Dois { get; } = new(StringComparer.Ordinal);

    public bool IsEmpty => Keys.Count + TitleKeys.Count + Dois.Count == 0;

    public static LookupKeys To(IEnumerable<DigestedRecord> records, IEnumerable<string> keys)
    {
        var lookup = new LookupKeys();
        lookup.Keys.UnionWith(keys);
        foreach (var record in records)
        {
            lookup.Add(record);
        }

        return lookup;
    }

    public void Add(IEnumerable<KnownStatement> statements)
    {
        foreach (var statement in statements)
        {
            Keys.Add(statement.Key);
            TitleKeys.UnionWith(statement.TitleKeys);
            Dois.UnionWith(statement.Dois);
            Keys.UnionWith(statement.Dois.Select(RecordKey.OfDoi));
        }
    }

    public void Add(LookupKeys others)
    {
        Keys.UnionWith(others.Keys);
        TitleKeys.UnionWith(others.TitleKeys);
        Dois.UnionWith(others.Dois);
    }

    public LookupKeys Except(LookupKeys others)
    {
        var rest = new LookupKeys();
        rest.Keys.UnionWith(Keys.Except(others.Keys, StringComparer.Ordinal));
        rest.TitleKeys.UnionWith(TitleKeys.Except(others.TitleKeys, StringComparer.Ordinal));
        rest.Dois.UnionWith(Dois.Except(others.Dois, StringComparer.Ordinal));
        return rest;
    }

    public bool Matches(KnownPaper paper) =>
        Keys.Contains(paper.PaperId)
        || paper.TitleKeys.Overlaps(TitleKeys)
        || paper.Dois.Overlaps(Dois)
        || paper.Statements.Keys.Any(id => Keys.Contains(id.Key));

    private void Add(DigestedRecord record)
    {
        Keys.Add(record.Key);
        TitleKeys.Add(record.TitleKey);
        TitleKeys.Add(record.FormerTitleKey);
        if (record.Record.Doi is { } doi)
        {
            Dois.Add(doi);
            Keys.Add(RecordKey.OfDoi(doi));
        }
    }
}
