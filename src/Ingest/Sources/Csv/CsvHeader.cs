using Papers.Ingest.Identifiers;
using Papers.Ingest.PlainText;

namespace Papers.Ingest.Sources.Csv;

/// <summary>Maps the columns of the first row: names in any case and order, in the usual spellings.</summary>
internal sealed record CsvHeader(char Separator, IReadOnlyList<string> Names)
{
    private const int MostColumns = 1_000;

    private static readonly char[] s_separators = [',', '\t', ';', '|'];

    public int? Id { get; } = Find(Names, "arxiv_id", "arxivid", "arxiv", "id", "paper_id");
    public int? Title { get; } = Find(Names, "title", "paper_title");
    public int? Abstract { get; } = Find(Names, "abstract", "summary", "paper_abstract", "abstract_note");
    public int? Authors { get; } = Find(Names, "authors", "author");
    public int? Categories { get; } = Find(Names, "categories", "category", "subjects");
    public int? Doi { get; } = Find(Names, "doi");
    public int? Url { get; } = Find(Names, "url", "link", "abs_url", "pdf_url");
    public int? Comment { get; } = Find(Names, "comment", "comments");
    public int? Day { get; } = Find(Names, "listed", "date", "day");
    public int? Published { get; } = Find(Names, "published", "published_at", "publishedat", "published_date", "submitted");

    /// <summary>Null if the row has no title and abstract columns.</summary>
    public static CsvHeader? Find(string row)
    {
        foreach (var separator in s_separators)
        {
            // The known names need no quotes, and a quoted name with a separator inside is unknown.
            var names = row.Split(separator, MostColumns + 1);
            if (names.Length is > 1 and <= MostColumns)
            {
                var header = new CsvHeader(separator, [.. names.Select(Normalise)]);
                if (header is { Title: not null, Abstract: not null })
                {
                    return header;
                }
            }
        }

        return null;
    }

    /// <summary>Whether a line is only Excel's hint at the separator, such as <c>sep=;</c>.</summary>
    public static bool IsSeparatorHint(string line) => line.Trim().Trim('"') is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', _];

    private static string Normalise(string name) =>
        SourceText.Clean(name).Trim('"', '\'', ' ').ToLowerInvariant().Replace(' ', '_').Replace('-', '_');

    private static int? Find(IReadOnlyList<string> names, params string[] spellings)
    {
        foreach (var spelling in spellings)
        {
            for (var i = 0; i < names.Count; i++)
            {
                if (names[i] == spelling)
                {
                    return i;
                }
            }
        }

        return null;
    }
}
