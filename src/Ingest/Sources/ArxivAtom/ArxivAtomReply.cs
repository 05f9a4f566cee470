using System.Globalization;
using Papers.Ingest.Harvest;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivAtom;

/// <summary>One page that arXiv's API answered, read whole. <see href="https://info.arxiv.org/help/api/user-manual.html"/></summary>
internal sealed record ArxivAtomReply
{
    internal static readonly XmlShape Shape = new(["feed"], new HashSet<string> { "entry", "totalResults", "startIndex", "itemsPerPage" });

    /// <summary>In arXiv's order.</summary>
    public required IReadOnlyList<AtomEntry> Items { get; init; }

    public IReadOnlyList<SourceEntry> Entries => field ??= [.. Items.Select(item => item.Entry)];

    /// <summary>How many there are in all; more than none with an empty page is arXiv's mistake. Null where it does not say.</summary>
    public int? TotalResults { get; init; }

    public int? StartIndex { get; init; }

    public int? ItemsPerPage { get; init; }

    /// <summary>Why arXiv could not answer, in its words; there are no entries then.</summary>
    public string? Error { get; init; }

    /// <exception cref="UnreadableReplyException">It is not one whole reply.</exception>
    public static ArxivAtomReply Read(Stream reply, SourceContext context)
    {
        var items = new List<AtomEntry>();
        var counts = new Dictionary<string, int?>();
        string? error = null;
        XmlReply.Read(reply, Shape, (part, line) =>
        {
            if (part.Name != "entry")
            {
                counts.TryAdd(part.Name, ReadCount(part.Text));
            }
            else if (AtomEntry.FindError(part) is { } found)
            {
                error ??= found;
            }
            else
            {
                items.Add(AtomEntry.Read(part, line));
            }
        });
        return new ArxivAtomReply
        {
            Items = items,
            TotalResults = counts.GetValueOrDefault("totalResults"),
            StartIndex = counts.GetValueOrDefault("startIndex"),
            ItemsPerPage = counts.GetValueOrDefault("itemsPerPage"),
            Error = error,
        };
    }

    private static int? ReadCount(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
