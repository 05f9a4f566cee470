using System.ComponentModel.DataAnnotations;

namespace Papers.LinkCheck.CheckLinks;

/// <summary>Section <c>LinkCheck</c>.</summary>
internal sealed class LinkCheckOptions : IValidatableObject
{
    public const string Section = "LinkCheck";

    /// <summary>If false, links are found but not checked.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Private addresses that may be requested: <c>host</c> for every port, or <c>host:port</c>.</summary>
    public string[] AllowedPrivateHosts { get; set; } = [];

    [Range(1, 1000, ErrorMessage = "LinkCheck:Concurrency is how many links are checked at a time: set it from 1 to 1000.")]
    public int Concurrency { get; set; } = 32;

    [Range(1, 10,
        ErrorMessage = "LinkCheck:HostConcurrency is how many links of one host are checked at a time, over all replicas: set it from 1 to 10.")]
    public int HostConcurrency { get; set; } = 4;

    [Range(typeof(TimeSpan), "00:00:00", "01:00:00",
        ErrorMessage = "LinkCheck:HostGap is the least time between two requests to one host: set it from 00:00:00 to 01:00:00.")]
    public TimeSpan HostGap { get; set; } = TimeSpan.FromMilliseconds(100);

    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00",
        ErrorMessage = "LinkCheck:MaxHostGap is how far the gap grows while a host answers 429 or 503: set it from 00:00:01 to 1.00:00:00.")]
    public TimeSpan MaxHostGap { get; set; } = TimeSpan.FromMinutes(1);

    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00",
        ErrorMessage = "LinkCheck:MaxRetryAfter is the longest Retry-After that is followed: set it from 00:00:01 to 1.00:00:00.")]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromHours(6);

    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00",
        ErrorMessage = "LinkCheck:RequestTimeout is how long one request may take: set it from 00:00:00.1 to 00:05:00.")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(15);

    [Range(typeof(TimeSpan), "00:00:00.100", "00:30:00",
        ErrorMessage = "LinkCheck:CheckTimeout is how long a check may take with all its redirects: set it from 00:00:00.1 to 00:30:00.")]
    public TimeSpan CheckTimeout { get; set; } = TimeSpan.FromMinutes(1);

    [Range(typeof(TimeSpan), "00:00:01", "01:00:00",
        ErrorMessage = "LinkCheck:Lease is when a link is due again if its worker was killed: set it from 00:00:01 to 01:00:00.")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(3);

    [Range(0, 20, ErrorMessage = "LinkCheck:MaxRedirects is how many redirects are followed: set it from 0 to 20.")]
    public int MaxRedirects { get; set; } = 10;

    [Range(0, 1024 * 1024, ErrorMessage = "LinkCheck:MaxPageBytes is how much of a page is read: set it from 0 to 1048576.")]
    public int MaxPageBytes { get; set; } = 64 * 1024;

    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00",
        ErrorMessage = "LinkCheck:PollInterval is how often due links are read: set it from 00:00:00.05 to 00:01:00.")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00",
        ErrorMessage = "LinkCheck:AliveInterval is when an alive link is checked again: set it from 00:00:01 to 365.00:00:00.")]
    public TimeSpan AliveInterval { get; set; } = TimeSpan.FromDays(7);

    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00",
        ErrorMessage = "LinkCheck:DeadInterval is when a dead link is checked again: set it from 00:00:01 to 365.00:00:00.")]
    public TimeSpan DeadInterval { get; set; } = TimeSpan.FromDays(30);

    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00",
        ErrorMessage = "LinkCheck:RefusedInterval is when a link to a private address is checked again: set it from 00:00:01 to 365.00:00:00.")]
    public TimeSpan RefusedInterval { get; set; } = TimeSpan.FromDays(1);

    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00",
        ErrorMessage = "LinkCheck:BusyInterval is when a rate-limited link without Retry-After is checked again; it doubles each time. "
            + "Set it from 00:00:01 to 30.00:00:00.")]
    public TimeSpan BusyInterval { get; set; } = TimeSpan.FromMinutes(5);

    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00",
        ErrorMessage = "LinkCheck:UnsureInterval is when an unsure link is checked again; it doubles each time. Set it from 00:00:01 to 30.00:00:00.")]
    public TimeSpan UnsureInterval { get; set; } = TimeSpan.FromHours(1);

    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00",
        ErrorMessage = "LinkCheck:MaxUnsureInterval is how far LinkCheck:UnsureInterval grows: set it from 00:00:01 to 30.00:00:00.")]
    public TimeSpan MaxUnsureInterval { get; set; } = TimeSpan.FromDays(2);

    [Range(2, 100, ErrorMessage = "LinkCheck:MissesUntilDead is how many misses make a link dead: set it from 2 to 100.")]
    public int MissesUntilDead { get; set; } = 3;

    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00",
        ErrorMessage = "LinkCheck:MissesApart is the least time between two misses that count: set it from 00:00:01 to 30.00:00:00.")]
    public TimeSpan MissesApart { get; set; } = TimeSpan.FromDays(2);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Lease < CheckTimeout + TimeSpan.FromSeconds(30))
        {
            yield return new("LinkCheck:Lease must be longer than a check: set it to at least LinkCheck:CheckTimeout plus 30 seconds.", [nameof(Lease)]);
        }

        if (MaxHostGap < HostGap)
        {
            yield return new("LinkCheck:MaxHostGap must not be less than LinkCheck:HostGap: raise it.", [nameof(MaxHostGap)]);
        }

        if (MaxUnsureInterval < UnsureInterval)
        {
            yield return new("LinkCheck:MaxUnsureInterval must not be less than LinkCheck:UnsureInterval: raise it.", [nameof(MaxUnsureInterval)]);
        }

        foreach (var host in AllowedPrivateHosts.Where(host => host.Contains('/') || host.Any(char.IsWhiteSpace)))
        {
            yield return new($"LinkCheck:AllowedPrivateHosts has '{host}': give host or host:port, without a scheme or a path.", [nameof(AllowedPrivateHosts)]);
        }
    }
}
