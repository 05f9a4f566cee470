using System.Globalization;
using Papers.Ingest.Harvest;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivAtom;

/// <summary>One complete page of arXiv's API. <see href="https://info.arxiv.org/help/api/user-manual.html"/></summary>
internal sealed record ArxivAtomReply
{
    internal static readonly XmlShape Shape = new(["feed"], new HashSet<string> { "entry", "totalResults", "startIndex" });

    private static readonly TimeSpan s_mostAhead = TimeSpan.FromDays(2);

    /// <summary>In arXiv's order.</summary>
    public required IReadOnlyList<AtomEntry> Items { get; init; }

    public IReadOnlyList<SourceEntry> Entries => field ??= [.. Items.Select(item => item.Entry)];

    /// <summary>The number of results in all; null if arXiv does not say.</summary>
    public int? TotalResults { get; init; }

    public int? StartIndex { get; init; }

    /// <summary>arXiv's error message, instead of entries.</summary>
    public string? Error { get; init; }

    /// <exception cref="UnreadableReplyException">It is not one complete reply.</exception>
    public static ArxivAtomReply Read(Stream reply, SourceContext context)
    {
        var items = new List<AtomEntry>();
        var counts = new Dictionary<string, int?>();
        string? error = null;
        XmlReply.Read(reply, Shape, (part, line) =>
        {
            if (part.Name.LocalName != "entry")
            {
                counts.TryAdd(part.Name.LocalName, ReadCount(part.Value));
            }
            else if (AtomEntry.FindError(part) is { } found)
            {
                error ??= found;
            }
            else
            {
                items.Add(AtomEntry.Read(part, line).Before(context.ReadAt + s_mostAhead, line));
            }
        });
        return new ArxivAtomReply
        {
            Items = items,
            TotalResults = counts.GetValueOrDefault("totalResults"),
            StartIndex = counts.GetValueOrDefault("startIndex"),
            Error = error,
        };
    }

    private static int? ReadCount(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
