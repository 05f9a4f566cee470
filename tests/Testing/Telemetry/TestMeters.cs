using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Papers.Testing.Telemetry;

/// <summary>A meter factory for what is built by hand; nobody listens to it.</summary>
public static class TestMeters
{
    public static IMeterFactory Create() => new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
}
