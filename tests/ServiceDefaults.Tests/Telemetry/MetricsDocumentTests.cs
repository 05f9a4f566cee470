using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Papers.ServiceDefaults.Messaging;
using Papers.Testing.Stack;

namespace Papers.ServiceDefaults.Tests.Telemetry;

/// <summary>Compares docs/metrics.md with the instruments that the services' Metrics classes make.</summary>
public sealed partial class MetricsDocumentTests
{
    private static readonly string[] s_services = ["Ingest", "Tagging", "LinkCheck", "Notification", "Web"];

    [Fact]
    public void Every_instrument_is_documented_with_its_unit_and_no_other() =>
        Assert.Equal(Instruments().Order(), Documented().Order());

    [Fact]
    public void Every_instrument_is_named_for_its_service() =>
        Assert.All(s_services.SelectMany(InstrumentsOf), instrument => Assert.Matches("^papers\\.(ingest|tagging|linkcheck|notification|web)\\.[a-z_]+ ", instrument));

    private static IEnumerable<string> Documented() =>
        Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/metrics.md"))).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}");

    private static IEnumerable<string> Instruments() =>
        [.. s_services.SelectMany(InstrumentsOf), .. MadeBy(typeof(OutboxMetrics), new ServiceName("<service>"))];

    private static IEnumerable<string> InstrumentsOf(string service)
    {
        var path = Repository.AssemblyOf($"src/{service}");
        var resolver = new AssemblyDependencyResolver(path);
        var context = new AssemblyLoadContext(service);
        context.Resolving += (loading, name) => resolver.ResolveAssemblyToPath(name) is { } found ? loading.LoadFromAssemblyPath(found) : null;
        var metrics = context.LoadFromAssemblyPath(path).GetTypes().Where(type => type.Name.EndsWith("Metrics", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(metrics);
        return metrics.SelectMany(type => MadeBy(type));
    }

    private static List<string> MadeBy(Type metrics, params object[] parts)
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var made = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Scope == factory)
                {
                    made.Add($"{instrument.Name} {instrument.Unit}");
                }
            },
        };
        listener.Start();
        Activator.CreateInstance(metrics, BindingFlags.Public | BindingFlags.Instance, binder: null, [factory, .. parts], culture: null);
        return made;
    }

    [GeneratedRegex(@"^\| `(papers\.[^`]+)` \| (\S+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
