using System.Globalization;
using Papers.Ingest.Identifiers;
using Papers.Ingest.Latex;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.BibTex;

/// <summary>
/// A BibTeX or BibLaTeX file. Entries of every kind with a title and an abstract are papers. LaTeX becomes plain text, because it is part of the
/// syntax.
/// </summary>
internal sealed class BibTexFormat : ISourceFormat
{
    public string Name => "BibTeX";

    public bool Recognises(FileBeginning beginning) => beginning.Lines.Any(line => BibTexEntries.BeginsEntry().IsMatch(line));

    public IEnumerable<SourceEntry> Read(Stream text, SourceContext context)
    {
        var macros = new BibTexMacros();
        foreach (var entry in new BibTexEntries(text).Read())
        {
            if (RejectedEntry.Guard(entry.Line, () => ReadEntry(entry, macros)) is { } read)
            {
                yield return read;
            }
        }
    }

    private static SourceEntry? ReadEntry(BibTexEntryText text, BibTexMacros macros)
    {
        if (text.Text is null)
        {
            return new RejectedEntry(text.Line, text.Fault ?? "");
        }

        try
        {
            var entry = BibTexEntry.Read(text.Text, macros);
            return entry.Kind is "string" or "comment" or "preamble" ? null : SourceRecordRules.Check(text.Line, RecordOf(entry));
        }
        catch (BibTexSyntaxException fault)
        {
            return new RejectedEntry(text.Line, fault.Message);
        }
    }

    private static SourceRecord RecordOf(BibTexEntry entry)
    {
        var isArxiv = IsArxiv(entry["archiveprefix"]) || IsArxiv(entry["eprinttype"]);
        return new()
        {
            Source = SourceNames.BibTex,
            ArxivId = isArxiv ? BibTexIdentifier.Of(entry["eprint"]) : FindArxivId(entry),
            Doi = CitedIdentifiers.FindDoi(BibTexIdentifier.Of(entry["doi"])) ?? CitedIdentifiers.FindDoi(BibTexIdentifier.Of(entry["url"])),
            Title = BibTexText.Of(entry["title"] ?? ""),
            Abstract = BibTexText.Of(entry["abstract"] ?? ""),
            Authors = BibTexNames.Read(entry["author"] ?? "", BibTexText.Of),
            Categories = isArxiv && (entry["primaryclass"] ?? entry["eprintclass"]) is { } code ? [code] : [],
            Comment = entry["comment"] is { } comment ? BibTexText.Of(comment) : NoteOf(entry),
            PublishedAt = FindDay(entry),
        };
    }

    private static bool IsArxiv(string? archive) => archive?.Trim().Equals("arxiv", StringComparison.OrdinalIgnoreCase) == true;

    private static string? FindArxivId(BibTexEntry entry) =>
        CitedIdentifiers.FindArxivId(BibTexIdentifier.Of(entry["url"]))
        ?? CitedIdentifiers.FindArxivId(BibTexIdentifier.Of(entry["doi"]))
        ?? CitedIdentifiers.FindArxivId("arXiv:" + entry["eprint"])
        ?? CitedIdentifiers.FindArxivId(entry["note"])
        ?? CitedIdentifiers.FindArxivId(entry["journal"])
        ?? CitedIdentifiers.FindArxivId(entry["howpublished"])
        ?? CitedIdentifiers.FindArxivId(entry["volume"]);

    private static string? NoteOf(BibTexEntry entry) =>
        entry["note"] is { } note && CitedIdentifiers.FindArxivId(note) is null ? BibTexText.Of(note) : null;

    // Only a complete date counts; a year alone does not.
    private static DateTimeOffset? FindDay(BibTexEntry entry)
    {
        var spelled = entry["date"] ?? $"{entry["year"]} {entry["month"]} {entry["day"]}";
        return DateTimeOffset.TryParseExact(
            spelled.Replace('~', ' ').Replace(".", "", StringComparison.Ordinal).Trim(),
            ["yyyy-MM-dd", "yyyy MMMM d", "yyyy MMM d", "yyyy M d"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite,
            out var day) ? day : null;
    }
}
