using Papers.ServiceDefaults.Http;

namespace Papers.Ingest.Harvest;

/// <summary>All sources that can be harvested, and which of them are enabled.</summary>
internal sealed class HarvestedSources(IEnumerable<IHarvestedSource> sources, NetworkReach reach)
{
    private readonly List<IHarvestedSource> _all = [.. sources];

    public IReadOnlyList<IHarvestedSource> All => _all;

    public IReadOnlyList<string> Names => [.. _all.Select(source => source.Options.Name)];

    public IEnumerable<IHarvestedSource> Enabled => _all.Where(source => DisabledReason(source.Options) is null);

    /// <summary>By name, ignoring case.</summary>
    public IHarvestedSource? Find(string name) => _all.Find(source => source.Options.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Why a source is disabled and how to enable it; null if it is enabled. A source on this machine stays enabled offline.</summary>
    public string? DisabledReason(SourceOptions source)
    {
        if (!source.Enabled)
        {
            return $"Disabled. Enable it with {SourceOptions.Section}:{source.Name}:Enabled=true.";
        }

        return reach.Offline && !source.IsLocal ? "Disabled because Offline=true. Start without it, or use a BaseUrl on this machine." : null;
    }
}
