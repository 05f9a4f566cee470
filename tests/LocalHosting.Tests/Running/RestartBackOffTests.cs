using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class RestartBackOffTests
{
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 8)]
    [InlineData(6, 15)]
    [InlineData(7, 15)]
    [InlineData(int.MaxValue, 15)]
    public void The_pause_doubles_up_to_a_limit(int failures, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RestartBackOff.Pause(failures));
}
