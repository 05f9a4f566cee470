using System.Text;
using Papers.Ingest.Harvest;
using Papers.Ingest.Records;

namespace Papers.Ingest.Tests.Sources;

/// <summary>Real replies, which lie beside the tests that are named first in their names.</summary>
internal static class Payload
{
    public static byte[] Bytes(string path) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Sources", path));

    public static MemoryStream Of(byte[] bytes) => new(bytes, writable: false);

    public static MemoryStream Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static SourceRecord Record(SourceEntry entry) => Assert.IsType<ReadRecord>(entry).Record;

    public static string Reason(SourceEntry entry) => Assert.IsType<RejectedEntry>(entry).Reason;

    /// <summary>Every beginning of it that lacks a part of the outermost element is told to be no whole reply.</summary>
    public static void IsUnreadableWhereCutAnywhere(byte[] whole, Action<Stream> read)
    {
        var end = whole.AsSpan().TrimEnd("\r\n "u8).Length;
        for (var length = 0; length < end; length++)
        {
            var cut = Of(whole[..length]);
            Assert.Throws<UnreadableReplyException>(() => read(cut));
        }

        read(Of(whole[..end]));
    }
}
