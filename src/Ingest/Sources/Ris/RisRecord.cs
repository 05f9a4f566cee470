using System.Globalization;
using System.Text;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.Ris;

/// <summary>The fields of one record, in order.</summary>
internal sealed class RisRecord(long line, int longest)
{
    private static readonly string[] s_days = ["yyyy/MM/dd", "yyyy/M/d", "yyyy-MM-dd"];

    private readonly List<(string Tag, StringBuilder Text)> _fields = [];
    private int _letters;

    public long Line => line;

    public string? Fault { get; set; }

    /// <param name="tag">Null if the line continues the field before it.</param>
    public void Add(string? tag, string text)
    {
        _letters += text.Length + 10;
        if (_letters > longest)
        {
            Fault ??= $"Longer than {longest:N0} characters.";
            return;
        }

        if (tag is not null)
        {
            _fields.Add((tag, new(text)));
        }
        else if (_fields.Count > 0)
        {
            _fields[^1].Text.Append(' ').Append(text);
        }
    }

    public SourceEntry Check() => Fault is { } fault ? new RejectedEntry(line, fault) : SourceRecordRules.Check(line, new SourceRecord
    {
        Source = SourceNames.Ris,
        ArxivId = All("AN", "DO", "UR", "L1", "L2", "ID", "N1", "M1", "JO", "JF", "JA", "T2", "PB", "VL").Select(CitedIdentifiers.FindArxivId).FirstOrDefault(id => id is not null),
        Doi = All("DO", "UR").Select(CitedIdentifiers.FindDoi).FirstOrDefault(doi => doi is not null),
        Title = First("TI", "T1", "CT", "BT") ?? "",
        Abstract = First("AB", "N2") ?? "",
        // In file order, whichever tag they have.
        Authors = [.. _fields.Where(field => field.Tag is "AU" or "A1").Select(field => CitedName.InReadingOrder(field.Text.ToString()))],
        Comment = All("N1").FirstOrDefault(note => CitedIdentifiers.FindArxivId(note) is null),
        PublishedAt = All("DA", "Y1", "PY").Select(FindDay).FirstOrDefault(day => day is not null),
    });

    // In the order of the tags, because a better one may come later in the file.
    private IEnumerable<string> All(params string[] tags) =>
        tags.SelectMany(tag => _fields.Where(field => field.Tag == tag).Select(field => field.Text.ToString()).Where(text => !string.IsNullOrWhiteSpace(text)));

    private string? First(params string[] tags) => All(tags).FirstOrDefault();

    // "2025/03/18/" and "2025/03/18/Spring" are dates; "2025", "2025///" and "2025/03//Spring" are incomplete.
    private static DateTimeOffset? FindDay(string text)
    {
        var parts = text.Trim().Split('/', 4);
        var day = parts.Length >= 3 ? string.Join('/', parts[..3]) : text.Trim();
        return DateTimeOffset.TryParseExact(day, s_days, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var found) ? found : null;
    }
}
