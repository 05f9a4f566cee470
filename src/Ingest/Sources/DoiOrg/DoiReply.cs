using System.Globalization;
using System.Net;
using System.Text.Json;
using Papers.Ingest.Harvest;
using Papers.Ingest.Identifiers;
using Papers.Ingest.PlainText;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.DoiOrg;

/// <summary>
/// A work as a CSL-JSON item of a DOI registry.
/// <see href="https://citation.doi.org/docs.html"/>
/// </summary>
internal static class DoiReply
{
    /// <summary>
    /// The work as a record; rejected without a title or an abstract, which many registries omit, and if the reply is a web page, which registries without
    /// data send. Null if the registry does not know the DOI.
    /// </summary>
    /// <exception cref="UnreadableReplyException">It is not one complete JSON object.</exception>
    public static SourceEntry? Find(SourceReply reply, string doi)
    {
        if (reply.Status != HttpStatusCode.OK)
        {
            return null;
        }

        return reply.ContentType is "text/html" or "application/xhtml+xml"
            ? new RejectedEntry(1, "The DOI leads to a web page instead of data.")
            : Read(reply.Open(), doi, new(Day: null, reply.ReadAt));
    }

    /// <exception cref="UnreadableReplyException">It is not one complete JSON object.</exception>
    public static SourceEntry Read(Stream reply, string doi, SourceContext context)
    {
        try
        {
            using var item = JsonDocument.Parse(reply);
            return item.RootElement.ValueKind == JsonValueKind.Object
                ? SourceRecordRules.Check(1, RecordOf(item.RootElement, doi, context.ReadAt))
                : throw new UnreadableReplyException("The reply is not a JSON object.");
        }
        catch (JsonException fault)
        {
            throw new UnreadableReplyException("The reply is truncated or not JSON.", fault);
        }
        catch (InvalidDataException damage)
        {
            throw new UnreadableReplyException("The reply's compressed data is damaged or truncated.", damage);
        }
        catch (InvalidOperationException)
        {
            // The names of fields, or texts, with half a surrogate pair or bytes that are not UTF-8.
            return new RejectedEntry(1, "The data contains invalid text.");
        }
        catch (Exception fault) when (RejectedEntry.CanReject(fault) && fault is not UnreadableReplyException)
        {
            return RejectedEntry.Unexpected(1, fault);
        }
    }

    private static SourceRecord RecordOf(JsonElement item, string doi, DateTimeOffset readAt) => new()
    {
        Source = SourceNames.Doi,
        Doi = doi,
        Title = TextOf(item, "title") ?? "",
        Abstract = SourceText.Clean(MarkupText.Plain(TextOf(item, "abstract") ?? "")),
        Authors = item.TryGetProperty("author", out var authors) && authors.ValueKind == JsonValueKind.Array
            ? [.. authors.EnumerateArray().Select(NameOf).Where(name => name.Length > 0)]
            : [],

        // Journals date their issues ahead: a date in the future is not the time of publication.
        PublishedAt = DateOf(item) is { } published && published <= readAt ? published : null,
    };

    // Some registries send a list of one.
    private static string? TextOf(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value switch
    {
        { ValueKind: JsonValueKind.String } => value.GetString(),
        { ValueKind: JsonValueKind.Array } when value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.String => value[0].GetString(),
        _ => null,
    } : null;

    private static string NameOf(JsonElement author) => author.ValueKind != JsonValueKind.Object ? ""
        : TextOf(author, "literal") ?? TextOf(author, "name") ?? $"{TextOf(author, "given")} {TextOf(author, "family")}".Trim();

    private static DateTimeOffset? DateOf(JsonElement item)
    {
        if (!item.TryGetProperty("issued", out var issued) || issued.ValueKind != JsonValueKind.Object
            || !issued.TryGetProperty("date-parts", out var parts) || parts.ValueKind != JsonValueKind.Array || parts.GetArrayLength() == 0
            || parts[0].ValueKind != JsonValueKind.Array || parts[0].GetArrayLength() != 3)
        {
            return null;
        }

        var numbers = parts[0].EnumerateArray().Select(part => part.ValueKind == JsonValueKind.Number && part.TryGetInt32(out var number)
            ? number
            : 0).ToList();
        return DateOnly.TryParseExact($"{numbers[0]:0000}-{numbers[1]:00}-{numbers[2]:00}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new DateTimeOffset(day, default, TimeSpan.Zero) : null;
    }
}
