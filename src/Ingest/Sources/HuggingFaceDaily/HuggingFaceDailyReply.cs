using System.Text.Json;
using Papers.Ingest.Harvest;
using Papers.Ingest.Records;

namespace Papers.Ingest.Sources.HuggingFaceDaily;

/// <summary>
/// A whole reply of <c>/api/daily_papers</c>. A day without papers is a whole reply without entries. A row that is broken inside a whole reply
/// is a <see cref="RejectedEntry"/>, as in a file.
/// </summary>
internal sealed record HuggingFaceDailyReply(IReadOnlyList<SourceEntry> Entries)
{
    // A hundred rows are 1 MB.
    public const int LongestReply = 32 * 1024 * 1024;

    /// <exception cref="UnreadableReplyException">It is cut off, no JSON list, or too large: nothing of it counts.</exception>
    public static HuggingFaceDailyReply Read(Stream reply, SourceContext context)
    {
        using var bytes = ReadBounded(reply);
        RequireWholeList(bytes);
        return new([.. HuggingFaceDailyFormat.ReadRows(bytes, context)]);
    }

    private static MemoryStream ReadBounded(Stream reply)
    {
        var bytes = new MemoryStream();
        var piece = new byte[64 * 1024];
        try
        {
            while (reply.Read(piece, 0, piece.Length) is > 0 and var read)
            {
                if (bytes.Length + read > LongestReply)
                {
                    throw new UnreadableReplyException($"The reply is longer than {LongestReply:N0} bytes.");
                }

                bytes.Write(piece, 0, read);
            }
        }
        catch (InvalidDataException damage)
        {
            throw new UnreadableReplyException("The reply's packed data is damaged, or stops before its end.", damage);
        }

        bytes.Position = 0;
        return bytes;
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
            throw new UnreadableReplyException("The reply is not whole JSON: it is cut off, or something else.", fault);
        }
    }
}
