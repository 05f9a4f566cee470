using System.ComponentModel.DataAnnotations;
using System.Net;
using Papers.ServiceDefaults.Settings;

namespace Papers.Ingest.Harvest;

/// <summary>Settings of every source that is requested over HTTP, under <c>Ingest:Sources:{Name}</c>.</summary>
internal abstract class SourceOptions : IValidatableObject
{
    public const string Section = "Ingest:Sources";

    /// <summary>The earlier name of the setting <see cref="MinRequestInterval"/>, still read.</summary>
    public const string FormerMinRequestInterval = "Politeness";

    private static readonly Uri s_none = new("http://none.invalid");
    private static readonly TimeSpan s_longestInterval = TimeSpan.FromDays(30);

    /// <summary>As in the settings and on the admin page.</summary>
    public abstract string Name { get; }

    public bool Enabled { get; set; }

    /// <summary>An absolute address, with or without the source's own path. Its host is trusted, even if it is private.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>From the end of one harvest to the next.</summary>
    public TimeSpan Interval { get; set; }

    /// <summary>The least time between two requests to the source's host, over all replicas.</summary>
    [FormerSettingName(FormerMinRequestInterval)]
    public TimeSpan MinRequestInterval { get; set; }

    /// <summary>How long one request may take, including its reply.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The largest reply, in bytes after decompression.</summary>
    public int LargestReply { get; set; } = 32 * 1024 * 1024;

    /// <summary>Whether a request must end before the next one may start; else only their starts are at least <see cref="MinRequestInterval"/> apart.</summary>
    public virtual bool OneRequestAtATime => true;

    /// <summary>Sources with the same key share one rate limit: those that lead to one host by whatever name.</summary>
    public abstract string RateLimitKey { get; }

    /// <summary>True if the address is on this machine, which is allowed even offline.</summary>
    public bool IsLocal =>
        Base.IsLoopback && (Base.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(Base.Host.Trim('[', ']'), out _));

    // Validate rejects an invalid address, but reads every property first.
    internal Uri Base => Uri.TryCreate(BaseUrl, UriKind.Absolute, out var address) ? address : s_none;

    protected string Key(string setting) => $"{Section}:{Name}:{setting}";

    /// <summary>The request address, whether BaseUrl includes the path or not.</summary>
    protected string AddressWith(string path)
    {
        var given = BaseUrl.TrimEnd('/');
        return given.EndsWith(path, StringComparison.OrdinalIgnoreCase) ? given : given + path;
    }

    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Uri.TryCreate(BaseUrl, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Query.Length + address.Fragment.Length > 0 || address.UserInfo.Length > 0)
        {
            yield return new("give an http or https address without query, or leave it out for the default", [nameof(BaseUrl)]);
        }

        if (Interval < TimeSpan.FromSeconds(1) || Interval > s_longestInterval)
        {
            yield return new($"set it between 00:00:01 and {s_longestInterval.TotalDays} days, such as 01:00:00", [nameof(Interval)]);
        }

        if (MinRequestInterval < TimeSpan.Zero || MinRequestInterval > TimeSpan.FromMinutes(10))
        {
            yield return new("set it between 00:00:00 and 00:10:00", [nameof(MinRequestInterval)]);
        }

        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromMinutes(10))
        {
            yield return new("set it between 00:00:00.1 and 00:10:00", [nameof(Timeout)]);
        }

        if (LargestReply is < 1024 or > 512 * 1024 * 1024)
        {
            yield return new($"set it between 1024 and {512 * 1024 * 1024} bytes", [nameof(LargestReply)]);
        }
    }

    /// <summary>The items of a setting, separated by commas, semicolons, spaces or plus signs.</summary>
    protected static IReadOnlyList<string> Listed(string setting) =>
        [.. setting.Split([',', ';', '+', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
}
