using Papers.Contracts;
using Papers.ServiceDefaults.Messaging;

namespace Papers.ServiceDefaults.Tests.Messaging;

public sealed class EventBatchesTests
{
    [Fact]
    public void Nothing_makes_no_event() =>
        Assert.Empty(EventBatches.Split(Array.Empty<int>(), _ => 1));

    [Fact]
    public void Many_small_items_are_cut_by_number()
    {
        var parts = EventBatches.Split([.. Enumerable.Range(0, 450)], _ => 1).ToList();

        Assert.Equal([200, 200, 50], parts.Select(part => part.Count));
        Assert.Equal(Enumerable.Range(0, 450), parts.SelectMany(part => part));
    }

    [Fact]
    public void Large_items_are_cut_by_size_and_an_oversized_one_goes_alone()
    {
        var parts = EventBatches.Split([BatchLimits.Bytes / 2, BatchLimits.Bytes / 2, 1, 3 * BatchLimits.Bytes, 1], size => size).ToList();

        Assert.Equal([2, 1, 1, 1], parts.Select(part => part.Count));
    }
}
