using System.Globalization;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivAtom;

/// <summary>One page that arXiv's API answered, read whole.</summary>
public sealed record ArxivAtomReply
{
    private static readonly HashSet<string> s_containers = [];

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
        string? error = null;
        int? total = null, start = null, perPage = null;
        XmlReply.Read(reply, "feed", s_containers, (part, line) =>
        {
            switch (part.Name)
            {
                case "entry" when AtomEntry.FindError(part) is { } found:
                    error = found;
                    break;
                case "entry":
                    items.Add(AtomEntry.Read(part, line));
                    break;
                case "totalResults":
                    total = ReadCount(part);
                    break;
                case "startIndex":
                    start = ReadCount(part);
                    break;
                case "itemsPerPage":
                    perPage = ReadCount(part);
                    break;
            }
        });
        return new ArxivAtomReply { Items = items, Error = error, TotalResults = total, StartIndex = start, ItemsPerPage = perPage };
    }

    private static int? ReadCount(XmlPart part) =>
        int.TryParse(part.Text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
