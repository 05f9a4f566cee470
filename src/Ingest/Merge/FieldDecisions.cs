using System.Globalization;
using Papers.Contracts.Ingest;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>Picks each field from what the sources say, and notes where it is from if that is asked for.</summary>
internal sealed class FieldDecisions(IReadOnlyCollection<SourceRecord> said, bool explain)
{
    private readonly List<FieldOrigin> _origins = [];

    public IReadOnlyList<FieldOrigin> Origins => _origins;

    /// <summary>The latest arXiv version counts, and of the same the source that is trusted most.</summary>
    public T? Latest<T>(string field, IReadOnlyList<string> trust, Func<SourceRecord, T?> of)
        where T : class
    {
        var best = Best(record => of(record) is not null, record => record.ArxivVersion ?? 0, trust);
        Note(field, best, record => of(record) is not null, isLatest: true);
        return best is null ? null : of(best);
    }

    /// <summary>The source that is trusted most counts.</summary>
    public T? Trusted<T>(string field, IReadOnlyList<string> trust, Func<SourceRecord, T?> of)
        where T : class
    {
        var best = Best(record => of(record) is not null, _ => 0, trust);
        Note(field, best, record => of(record) is not null, isLatest: false);
        return best is null ? null : of(best);
    }

    public T? Trusted<T>(string field, IReadOnlyList<string> trust, Func<SourceRecord, T?> of, string? otherwise = null)
        where T : struct
    {
        var best = Best(record => of(record) is not null, _ => 0, trust);
        Note(field, best, record => of(record) is not null, isLatest: false, otherwise);
        return best is null ? null : of(best);
    }

    /// <summary>The one that the paper is named by; where an admin has joined several, and none is its name, the least.</summary>
    public string? ArxivId(string paperId)
    {
        var id = said.Select(record => record.ArxivId).OfType<string>().OrderBy(id => id != paperId).ThenBy(id => id, StringComparer.Ordinal).FirstOrDefault();
        var best = id is null ? null : Best(record => record.ArxivId == id, _ => 0, SourceTrust.Identifiers);
        Note("arxivId", best, record => record.ArxivId is not null, isLatest: false);
        return id;
    }

    private SourceRecord? Best(Func<SourceRecord, bool> says, Func<SourceRecord, int> version, IReadOnlyList<string> trust)
    {
        SourceRecord? best = null;
        foreach (var record in said)
        {
            if (says(record) && (best is null || Compare(record, best, version, trust) < 0))
            {
                best = record;
            }
        }

        return best;
    }

    // A source that says several things of one paper is believed first where it names an identifier.
    private static int Compare(SourceRecord one, SourceRecord other, Func<SourceRecord, int> version, IReadOnlyList<string> trust)
    {
        var order = version(other).CompareTo(version(one));
        order = order != 0 ? order : Rank(trust, one.Source).CompareTo(Rank(trust, other.Source));
        order = order != 0 ? order : string.CompareOrdinal(one.Source, other.Source);
        order = order != 0 ? order : (one.ArxivId is null).CompareTo(other.ArxivId is null);
        order = order != 0 ? order : (one.Doi is null).CompareTo(other.Doi is null);
        order = order != 0 ? order : string.CompareOrdinal(one.ArxivId, other.ArxivId);
        order = order != 0 ? order : string.CompareOrdinal(one.Doi, other.Doi);
        order = order != 0 ? order : string.CompareOrdinal(one.Title, other.Title);
        return order != 0 ? order : string.CompareOrdinal(string.Join('\n', one.Authors), string.Join('\n', other.Authors));
    }

    private static int Rank(IReadOnlyList<string> trust, string source)
    {
        for (var place = 0; place < trust.Count; place++)
        {
            if (trust[place] == source)
            {
                return place;
            }
        }

        return trust.Count;
    }

    private void Note(string field, SourceRecord? best, Func<SourceRecord, bool> says, bool isLatest, string? otherwise = null)
    {
        if (!explain)
        {
            return;
        }

        var others = said.Where(record => record.Source != best?.Source && says(record)).ToList();
        _origins.Add(new(field, best?.Source, true switch
        {
            _ when best is null => otherwise ?? "No source says.",
            _ when others.Count == 0 => "It is the only source that says.",
            _ when isLatest && best.ArxivVersion is { } version && others.TrueForAll(record => (record.ArxivVersion ?? 0) < version) =>
                string.Create(CultureInfo.InvariantCulture, $"It tells of version {version}, the latest of which any source tells."),
            _ => $"Of the sources that say, it is trusted most for this; {Names(others)} {(others.Select(record => record.Source).Distinct().Count() == 1 ? "says" : "say")} so too, or otherwise.",
        }));
    }

    private static string Names(IEnumerable<SourceRecord> records) =>
        string.Join(", ", records.Select(record => record.Source).Distinct().Order(StringComparer.Ordinal));
}
