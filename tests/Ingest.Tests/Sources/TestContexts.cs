using Papers.Ingest.Records;

namespace Papers.Ingest.Tests.Sources;

internal static class TestContexts
{
    public static SourceContext Undated { get; } = new(Day: null, new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero));

    public static SourceContext Of(DateOnly day) => Undated with { Day = day };
}
