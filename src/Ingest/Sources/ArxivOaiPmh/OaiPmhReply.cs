using System.Globalization;
using Papers.Ingest.Harvest;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivOaiPmh;

/// <summary>
/// One reply of an OAI-PMH repository, read whole.
/// <see href="https://www.openarchives.org/OAI/openarchivesprotocol.html"/>
/// </summary>
internal sealed record OaiPmhReply
{
    internal static readonly XmlShape Shape = new(["OAI-PMH"], new HashSet<string> { "record", "resumptionToken", "error", "responseDate" });

    /// <summary>In the repository's order; of ListRecords or GetRecord, other verbs have none.</summary>
    public required IReadOnlyList<OaiPmhRecord> Items { get; init; }

    public IReadOnlyList<SourceEntry> Entries => field ??= [.. Items.Select(item => item.Entry)];

    /// <summary>With which the next part of the list is asked for; null where this is the last one.</summary>
    public string? ResumptionToken { get; init; }

    /// <summary>How many records came before this part.</summary>
    public int? Cursor { get; init; }

    public int? CompleteListSize { get; init; }

    /// <summary>When the token ceases to hold.</summary>
    public DateTimeOffset? ExpirationDate { get; init; }

    /// <summary>When the repository answered, by its clock.</summary>
    public DateTimeOffset? ResponseDate { get; init; }

    /// <summary>As the protocol spells it: <c>noRecordsMatch</c> (an empty answer), <c>badResumptionToken</c> (it expired), …; null where there is none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>What the repository says to it; may be empty.</summary>
    public string? Error { get; init; }

    /// <exception cref="UnreadableReplyException">It is not one whole reply.</exception>
    public static OaiPmhReply Read(Stream reply, SourceContext context)
    {
        var items = new List<OaiPmhRecord>();
        XmlPart? token = null, error = null, responseDate = null;
        XmlReply.Read(reply, Shape, (part, line) =>
        {
            switch (part.Name)
            {
                case "record":
                    items.Add(OaiPmhRecord.Read(part, line));
                    break;
                case "resumptionToken":
                    token = part;
                    break;
                case "error":
                    error ??= part;
                    break;
                case "responseDate":
                    responseDate = part;
                    break;
            }
        });
        return new OaiPmhReply
        {
            Items = items,
            ResumptionToken = token?.Text.Trim() is { Length: > 0 } text ? text : null,
            Cursor = ReadCount(token?.Attribute("cursor")),
            CompleteListSize = ReadCount(token?.Attribute("completeListSize")),
            ExpirationDate = XmlTimes.Iso(token?.Attribute("expirationDate")),
            ResponseDate = XmlTimes.Iso(responseDate?.Text),
            ErrorCode = error is null ? null : error.Attribute("code") ?? "",
            Error = error?.Text.Trim(),
        };
    }

    private static int? ReadCount(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var count) ? count : null;
}
