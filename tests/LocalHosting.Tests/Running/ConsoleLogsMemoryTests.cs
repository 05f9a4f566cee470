using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

// Measures the memory of the whole process, so nothing else may run meanwhile.
[CollectionDefinition(nameof(ConsoleLogsMemoryTests), DisableParallelization = true)]
[Collection(nameof(ConsoleLogsMemoryTests))]
public sealed class ConsoleLogsMemoryTests
{
    [Fact]
    public void Logs_of_many_talkative_resources_stay_within_their_memory()
    {
        var logs = new ConsoleLogs(TimeProvider.System);
        var line = new string('x', 7_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 14 * 1_000; i++)
            logs.Append($"service-{i % 14}", line);

        var used = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.InRange(used, 30_000_000, 50_000_000);
        GC.KeepAlive(logs);
    }
}
