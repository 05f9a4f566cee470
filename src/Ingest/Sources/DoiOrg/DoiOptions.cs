using Papers.Ingest.Harvest;

namespace Papers.Ingest.Sources.DoiOrg;

/// <summary>Section <c>Ingest:Sources:Doi</c>: where submitted DOIs are looked up. It is not harvested.</summary>
internal sealed class DoiOptions : SourceOptions
{
    public DoiOptions() => (Enabled, BaseUrl, Interval, MinRequestInterval) = (true, "https://doi.org", TimeSpan.FromHours(1), TimeSpan.FromSeconds(1));

    public override string Name => "Doi";

    public override string RateLimitKey => Base.Authority;

    /// <summary>DOIs redirect to many hosts, and a slow one must not delay the others.</summary>
    public override bool OneRequestAtATime => false;

    public Uri AddressOf(string doi) => new($"{BaseUrl.TrimEnd('/')}/{Uri.EscapeDataString(doi).Replace("%2F", "/", StringComparison.Ordinal)}");
}
