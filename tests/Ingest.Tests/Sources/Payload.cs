using System.Text;
using Papers.Ingest.Harvest;
using Papers.Ingest.Records;

namespace Papers.Ingest.Tests.Sources;

/// <summary>Real replies, in files named after their tests.</summary>
internal static class Payload
{
    public static byte[] Bytes(string path) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Sources", path));

    public static MemoryStream Of(byte[] bytes) => new(bytes, writable: false);

    public static MemoryStream Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static SourceRecord Record(SourceEntry entry) => Assert.IsType<ReadRecord>(entry).Record;

    public static string Reason(SourceEntry entry) => Assert.IsType<RejectedEntry>(entry).Reason;

    public static void IsRejected(SourceEntry entry, long line, string keyword)
    {
        var rejected = Assert.IsType<RejectedEntry>(entry);
        Assert.Equal(line, rejected.Line);
        Assert.Contains(keyword, rejected.Reason, StringComparison.Ordinal);
    }

    /// <summary>Asserts that the reasons contain these keywords, in order.</summary>
    public static void AreRejected(IEnumerable<SourceEntry> entries, params string[] keywords) =>
        Assert.Collection(entries, [.. keywords.Select(keyword => (Action<SourceEntry>)(entry => Assert.Contains(keyword, Reason(entry), StringComparison.Ordinal)))]);

    /// <summary>Every truncated form of the reply is unreadable.</summary>
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
