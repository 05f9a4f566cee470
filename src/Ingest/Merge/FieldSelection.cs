using System.Globalization;
using Papers.Contracts.Ingest;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;

namespace Papers.Ingest.Merge;

/// <summary>Picks each field from the sources' records and, if asked to, notes the source and the reason.</summary>
internal sealed class FieldSelection(IReadOnlyCollection<SourceRecord> records, bool explain)
{
    private readonly List<FieldOrigin> _origins = [];

    public IReadOnlyList<FieldOrigin> Origins => _origins;

    /// <summary>The latest arXiv version wins, and among equal versions the most trusted source.</summary>
    public T? Latest<T>(string field, IReadOnlyList<string> trust, Func<SourceRecord, T?> of)
        where T : class
    {
        var best = Best(record => of(record) is not null, record => record.ArxivVersion ?? 0, trust);
        Note(field, best, record => of(record) is not null, isLatest: true);
        return best is null ? null : of(best);
    }

    /// <summary>The most trusted source wins.</summary>
    public T? Trusted<T>(string field, IReadOnlyList<string> trust, Func<SourceRecord, T?> of)
        where T : class
    {
        var best = Best(record => of(record) is not null, _ => 0, trust);
        Note(field, best, record => of(record) is not null, isLatest: false);
        return best is null ? null : of(best);
    }

    public T? Trusted<T>(string field, IReadOnlyList<string> trust, Func<SourceRecord, T?> of, string? fallback = null)
        where T : struct
    {
        var best = Best(record => of(record) is not null, _ => 0, trust);
        Note(field, best, record => of(record) is not null, isLatest: false, fallback);
        return best is null ? null : of(best);
    }

    /// <summary>The paper's own id if a record has it; if an admin joined several papers and none has it, the lowest.</summary>
    public string? ArxivId(string paperId)
    {
        var id = records.Select(record => record.ArxivId).OfType<string>().OrderBy(id => id != paperId).ThenBy(id => id, StringComparer.Ordinal).FirstOrDefault();
        var best = id is null ? null : Best(record => record.ArxivId == id, _ => 0, SourceTrust.Identifiers);
        Note("arxivId", best, record => record.ArxivId is not null, isLatest: false);
        return id;
    }

    private SourceRecord? Best(Func<SourceRecord, bool> hasField, Func<SourceRecord, int> version, IReadOnlyList<string> trust)
    {
        SourceRecord? best = null;
        foreach (var record in records)
        {
            if (hasField(record) && (best is null || Compare(record, best, version, trust) < 0))
            {
                best = record;
            }
        }

        return best;
    }

    // Of several records of one source, one with an identifier comes first; the rest only makes the order complete.
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

    private void Note(string field, SourceRecord? best, Func<SourceRecord, bool> hasField, bool isLatest, string? fallback = null)
    {
        if (explain)
        {
            _origins.Add(new(field, best?.Source, ReasonFor(best, hasField, isLatest) ?? fallback ?? "No source has a value."));
        }
    }

    private string? ReasonFor(SourceRecord? best, Func<SourceRecord, bool> hasField, bool isLatest)
    {
        if (best is null)
        {
            return null;
        }

        var others = records.Where(record => record.Source != best.Source && hasField(record)).ToList();
        if (others.Count == 0)
        {
            return "The only source with a value.";
        }

        return isLatest && best.ArxivVersion is { } version && others.TrueForAll(record => (record.ArxivVersion ?? 0) < version)
            ? string.Create(CultureInfo.InvariantCulture, $"From version {version}, the latest of any source.")
            : $"The most trusted source for this field; {Names(others)} also {(others.Select(record => record.Source).Distinct().Count() == 1 ? "has" : "have")} a value.";
    }

    private static string Names(IEnumerable<SourceRecord> records) =>
        string.Join(", ", records.Select(record => record.Source).Distinct().Order(StringComparer.Ordinal));
}
