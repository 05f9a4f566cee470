using System.Text.Json;
using Papers.Ingest.Harvest;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.HuggingFaceDaily;

/// <summary>
/// A complete reply of <c>/api/daily_papers</c>; a day without papers has no entries. An invalid row is a <see cref="RejectedEntry"/>, as in a file.
/// </summary>
internal sealed record HuggingFaceDailyReply(IReadOnlyList<SourceEntry> Entries)
{
    /// <exception cref="UnreadableReplyException">It is truncated or not a JSON list.</exception>
    public static HuggingFaceDailyReply Read(Stream reply, SourceContext context)
    {
        using var bytes = new MemoryStream();
        try
        {
            reply.CopyTo(bytes);
        }
        catch (InvalidDataException damage)
        {
            throw new UnreadableReplyException("The reply's compressed data is damaged or truncated.", damage);
        }

        RequireWholeList(bytes);
        bytes.Position = 0;
        return new([.. HuggingFaceDailyFormat.ReadRows(bytes, context)]);
    }

    private static void RequireWholeList(MemoryStream bytes)
    {
        var json = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        if (json.StartsWith("\uFEFF"u8))
        {
            json = json[3..];
        }

        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = HuggingFaceRow.Depth + 1 });
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw new UnreadableReplyException("The reply is not a JSON list.");
            }

            while (reader.Read())
            {
            }
        }
        catch (JsonException fault)
        {
            throw new UnreadableReplyException("The reply is truncated or not JSON.", fault);
        }
    }
}
