using System.Xml.Linq;
using System.Globalization;
using Papers.Ingest.Harvest;
using Papers.Ingest.Records;
using Papers.Ingest.Sources.Xml;

namespace Papers.Ingest.Sources.ArxivOaiPmh;

/// <summary>
/// One complete reply of an OAI-PMH repository.
/// <see href="https://www.openarchives.org/OAI/openarchivesprotocol.html"/>
/// </summary>
internal sealed record OaiPmhReply
{
    internal static readonly XmlShape Shape = new(["OAI-PMH"], new HashSet<string> { "record", "resumptionToken", "error" });

    /// <summary>In the repository's order; only ListRecords and GetRecord have any.</summary>
    public required IReadOnlyList<OaiPmhRecord> Items { get; init; }

    public IReadOnlyList<SourceEntry> Entries => field ??= [.. Items.Select(item => item.Entry)];

    /// <summary>Requests the next part of the list; null in the last part.</summary>
    public string? ResumptionToken { get; init; }

    /// <summary>The number of records in the whole list, if the repository gives it.</summary>
    public int? CompleteListSize { get; init; }

    /// <summary>As the protocol spells it: <c>noRecordsMatch</c> (an empty result), <c>badResumptionToken</c> (it expired), …; null if there is none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The repository's message; may be empty.</summary>
    public string? Error { get; init; }

    /// <exception cref="UnreadableReplyException">It is not one complete reply.</exception>
    public static OaiPmhReply Read(Stream reply, SourceContext context)
    {
        var items = new List<OaiPmhRecord>();
        XElement? token = null, error = null;
        XmlReply.Read(reply, Shape, (part, line) =>
        {
            switch (part.Name.LocalName)
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
            }
        });
        return new OaiPmhReply
        {
            Items = items,
            ResumptionToken = token?.Value.Trim() is { Length: > 0 } text ? text : null,
            CompleteListSize = ReadCount(token?.AttributeOf("completeListSize")),
            ErrorCode = error is null ? null : error.AttributeOf("code") ?? "",
            Error = error?.Value.Trim(),
        };
    }

    private static int? ReadCount(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var count) ? count : null;
}
