using Papers.Ingest.Harvest;

namespace Papers.Ingest.Tests.Harvest;

public sealed class BackOffTests
{
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(2, 0, 2)]
    [InlineData(3, 0, 4)]
    [InlineData(7, 0, 60)]
    [InlineData(4_000, 0, 60)]
    [InlineData(1, 90, 90)]
    [InlineData(1, 100_000, 360)]
    public void The_pause_doubles_to_a_bound_and_heeds_the_source_within_one(int failures, int askedMinutes, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), BackOff.After(failures, TimeSpan.FromMinutes(askedMinutes)));
}
