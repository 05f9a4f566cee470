using Papers.Ingest.Records;

namespace Papers.Ingest.Tests.Records;

public sealed class EntryBatchTests
{
    [Fact]
    public void An_unknown_kind_of_entry_is_a_fault() =>
        Assert.Throws<ArgumentException>(() => new EntryBatch(0, DateTimeOffset.UnixEpoch).Add(new OtherEntry()));

    [Fact]
    public void An_unexpected_exception_rejects_one_record()
    {
        var entry = RejectedEntry.Guard(7, () => throw new FormatException("bad digit"));

        Assert.Equal(7, Assert.IsType<RejectedEntry>(entry).Line);
        Assert.Throws<IOException>(() => RejectedEntry.Guard(7, () => throw new IOException()));
    }

    private sealed record OtherEntry() : SourceEntry(1);
}
