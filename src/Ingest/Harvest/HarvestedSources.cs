using Papers.ServiceDefaults.Http;

namespace Papers.Ingest.Harvest;

/// <summary>All sources that can be harvested, and which of them are.</summary>
internal sealed class HarvestedSources(IEnumerable<IHarvestedSource> sources, NetworkReach reach)
{
    private readonly List<IHarvestedSource> _all = [.. sources];

    public IReadOnlyList<IHarvestedSource> All => _all;

    public IReadOnlyList<string> Names => [.. _all.Select(source => source.Options.Name)];

    public IEnumerable<IHarvestedSource> On => _all.Where(source => OffBecause(source.Options) is null);

    /// <summary>By name, in whatever case.</summary>
    public IHarvestedSource? Find(string name) => _all.Find(source => source.Options.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Why it is off, and how to switch it on; null where it is on. Offline, a source on this machine is on all the same.</summary>
    public string? OffBecause(SourceOptions source) => true switch
    {
        _ when !source.Enabled => $"It is off: switch it on with {SourceOptions.Section}:{source.Name}:Enabled=true.",
        _ when reach.Offline && !source.IsLocal => "It is off because Offline=true: start without it, or have the source on this machine.",
        _ => null,
    };
}
